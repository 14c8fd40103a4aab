'use strict';

// How messages become bytes on an IPC channel, and bytes messages: lines of JSON, or V8's serialization behind a length.

const kPieces = Symbol('kPieces');
const kPiecesSize = Symbol('kPiecesSize');

const kNewline = 10;
const kLengthBytes = 4;
const kViewTag = 0;
const kPlainTag = 1;

function joinPieces(channel, last) {
  const pieces = channel[kPieces];
  if (pieces.length === 0) return last;
  pieces.push(last);
  const whole = Buffer.concat(pieces, channel[kPiecesSize] + last.length);
  channel[kPieces] = [];
  channel[kPiecesSize] = 0;
  return whole;
}

function keepPiece(channel, piece) {
  if (piece.length > 0) {
    channel[kPieces].push(piece);
    channel[kPiecesSize] += piece.length;
  }
  channel.buffering = channel[kPiecesSize] > 0;
}

function initMessageChannel(channel) {
  channel[kPieces] = [];
  channel[kPiecesSize] = 0;
  channel.buffering = false;
}

// A newline byte is never part of another character, so lines are cut before they are decoded.
const json = {
  initMessageChannel,

  * parseChannelMessages(channel, data) {
    let start = 0;
    for (;;) {
      const end = data.indexOf(kNewline, start);
      if (end === -1) break;
      const line = joinPieces(channel, data.subarray(start, end));
      start = end + 1;
      yield JSON.parse(line.utf8Slice(0, line.length));
    }
    keepPiece(channel, start === 0 ? data : data.subarray(start));
  },

  serialize(message) {
    return `${JSON.stringify(message)}\n`;
  },

  writeChannelMessage(channel, request, message, handle) {
    return channel.writeUtf8String(request, json.serialize(message), handle);
  },
};

let classes;
function serdes() {
  if (classes !== undefined) return classes;
  const v8 = require('v8');
  const { isArrayBufferView } = require('internal/util/types');

  // The bytes are Node's, so that a child may be Node: host objects that are no views go as plain ones.
  class ChildProcessSerializer extends v8.DefaultSerializer {
    _writeHostObject(object) {
      if (isArrayBufferView(object)) {
        this.writeUint32(kViewTag);
        super._writeHostObject(object);
      } else {
        this.writeUint32(kPlainTag);
        this.writeValue({ ...object });
      }
    }
  }

  class ChildProcessDeserializer extends v8.DefaultDeserializer {
    _readHostObject() {
      return this.readUint32() === kViewTag ? super._readHostObject() : this.readValue();
    }
  }
  return classes = { ChildProcessSerializer, ChildProcessDeserializer };
}

const advanced = {
  initMessageChannel,

  * parseChannelMessages(channel, data) {
    channel[kPieces].push(data);
    channel[kPiecesSize] += data.length;
    while (channel[kPiecesSize] >= kLengthBytes) {
      if (channel[kPieces][0].length < kLengthBytes) channel[kPieces] = [Buffer.concat(channel[kPieces], channel[kPiecesSize])];
      const size = channel[kPieces][0].readUInt32BE(0) + kLengthBytes;
      if (channel[kPiecesSize] < size) break;
      const whole = channel[kPieces].length === 1 ? channel[kPieces][0] : Buffer.concat(channel[kPieces], channel[kPiecesSize]);
      const rest = whole.subarray(size);
      channel[kPieces] = rest.length > 0 ? [rest] : [];
      channel[kPiecesSize] = rest.length;
      const deserializer = new (serdes().ChildProcessDeserializer)(whole.subarray(kLengthBytes, size));
      deserializer.readHeader();
      yield deserializer.readValue();
    }
    channel.buffering = channel[kPiecesSize] > 0;
  },

  writeChannelMessage(channel, request, message, handle) {
    const serializer = new (serdes().ChildProcessSerializer)();
    serializer.writeHeader();
    serializer.writeValue(message);
    const body = serializer.releaseBuffer();
    const whole = Buffer.allocUnsafeSlow(kLengthBytes + body.length);
    whole.writeUInt32BE(body.length, 0);
    body.copy(whole, kLengthBytes);
    // A handle travels with a string.
    if (handle) return channel.writeLatin1String(request, whole.latin1Slice(0, whole.length), handle);
    return channel.writeBuffer(request, whole);
  },
};

module.exports = { __proto__: null, json, advanced };
