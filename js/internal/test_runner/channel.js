'use strict';

// How the process of a test file tells its parent what happens: frames among what the program itself writes to stdout.

const v8 = require('v8');
const { Buffer } = require('buffer');

const kMagic = Buffer.from([0x00, 0xFF, 0x9E, 0x37, 0x79, 0xB9]);  // No UTF-8.
const kHeader = kMagic.length + 4;

function plainError(error) {
  if (error === null || typeof error !== 'object') return error;
  const { inspect } = require('internal/util/inspect');
  const plain = { __proto__: null, message: error.message, name: error.name, stack: error.stack, text: inspect(error) };
  for (const key of ['code', 'failureType', 'actual', 'expected', 'operator', 'generatedMessage', 'diff']) {
    if (error[key] === undefined) continue;
    try {
      v8.serialize(error[key]);
      plain[key] = error[key];
    } catch {
      plain[key] = inspect(error[key]);  // A function, for one, travels as text only.
    }
  }
  if (error.cause !== undefined) plain.cause = plainError(error.cause);
  return plain;
}

// An error again, that shows as it did where it happened.
function revive(plain) {
  if (plain === null || typeof plain !== 'object') return plain;
  const error = new Error(plain.message);
  const { inspect } = require('internal/util/inspect');
  for (const key in plain) {
    if (key === 'text') continue;
    Object.defineProperty(error, key, {
      __proto__: null, value: key === 'cause' ? revive(plain[key]) : plain[key], writable: true, configurable: true,
      enumerable: key !== 'message' && key !== 'stack' && key !== 'name',
    });
  }
  Object.defineProperty(error, inspect.custom, { __proto__: null, value: () => plain.text, configurable: true });
  return error;
}

function frame({ type, data }) {
  const sent = { ...data };
  if (data.details !== undefined) sent.details = { ...data.details };
  if (data.details?.error !== undefined) sent.details.error = plainError(data.details.error);
  const body = v8.serialize({ type, data: sent });
  const header = Buffer.alloc(kHeader);
  kMagic.copy(header);
  header.writeUInt32LE(body.length, kMagic.length);
  return Buffer.concat([header, body]);
}

// Splits what a child writes into events and plain text.
class FrameReader {
  #rest = Buffer.alloc(0);

  constructor(onEvent, onText) {
    this.onEvent = onEvent;
    this.onText = onText;
  }

  push(chunk) {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const at = this.#rest.indexOf(kMagic);
      if (at === -1) {
        // The start of a frame may be cut.
        const keep = Math.min(this.#rest.length, kMagic.length - 1);
        let cut = 0;
        for (let i = keep; i > 0; i--) {
          if (this.#rest.subarray(-i).equals(kMagic.subarray(0, i))) {
            cut = i;
            break;
          }
        }
        this.#text(this.#rest.length - cut);
        return;
      }
      this.#text(at);
      if (this.#rest.length < kHeader) return;
      const length = this.#rest.readUInt32LE(kMagic.length);
      if (this.#rest.length < kHeader + length) return;
      const event = v8.deserialize(this.#rest.subarray(kHeader, kHeader + length));
      this.#rest = this.#rest.subarray(kHeader + length);
      if (event.data.details?.error !== undefined) event.data.details.error = revive(event.data.details.error);
      this.onEvent(event);
    }
  }

  #text(length) {
    if (length > 0) this.onText(this.#rest.subarray(0, length).toString());
    this.#rest = this.#rest.subarray(length);
  }

  end() {
    if (this.#rest.length > 0) this.onText(this.#rest.toString());
  }
}

module.exports = { FrameReader, frame };
