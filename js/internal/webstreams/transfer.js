'use strict';

// WHATWG streams that move to another thread: the stream here is locked and piped through a port, its twin there reads or writes the port. One
// chunk is under way per pull, so that backpressure holds across threads.

const { ReadableStream, TransformStream, WritableStream } = require('internal/deps/web-streams-polyfill');
const { kDeserialize, kTransfer, kTransferList } = require('internal/worker/js_transferable');
const { markClass } = internalBinding('messaging');

const channels = new WeakMap();  // Stream that is being transferred -> its channel.
const twins = new WeakMap();     // New stream -> what connects it to its port.

function makeChannel(stream) {
  const { MessageChannel } = require('internal/worker/io');
  const channel = new MessageChannel();
  channels.set(stream, channel);
  return channel;
}

function refuseLocked(stream, what) {
  if (!stream.locked) return;
  const { DOMException } = require('internal/domexception');
  throw new DOMException(`Cannot transfer a locked ${what}`, 'DataCloneError');
}

// A reason that can't be cloned still ends the other side.
function postError(port, reason) {
  try {
    port.postMessage({ type: 'error', value: reason });
  } catch (error) {
    port.postMessage({ type: 'error', value: error });
  }
}

// An underlying source that takes what comes out of a port; connect(port) before anybody reads.
function portSource() {
  let controller;
  let port;
  return {
    start(given) { controller = given; },
    pull() {
      port.ref();  // Alive while somebody waits for a chunk.
      port.postMessage({ type: 'pull' });
    },
    cancel(reason) {
      postError(port, reason);
      port.close();
    },
    connect(given) {
      port = given;
      port.onmessage = ({ data: { type, value } }) => {
        if (type === 'chunk') {
          port.unref();
          controller.enqueue(value);
          return;
        }
        if (type === 'close') controller.close();
        else controller.error(value);
        port.close();
      };
      port.onmessageerror = ({ data }) => {
        postError(port, data);
        controller.error(data);
        port.close();
      };
      port.unref();
    },
  };
}

// An underlying sink that writes to a port, a chunk for each pull of the other side.
function portSink() {
  let controller;
  let port;
  let pulled = Promise.withResolvers();
  return {
    start(given) { controller = given; },
    async write(chunk) {
      port.ref();
      await pulled.promise;
      pulled = Promise.withResolvers();
      port.unref();
      try {
        port.postMessage({ type: 'chunk', value: chunk });
      } catch (error) {
        postError(port, error);
        port.close();
        throw error;
      }
    },
    close() {
      port.postMessage({ type: 'close' });
      port.close();
    },
    abort(reason) {
      postError(port, reason);
      port.close();
    },
    connect(given) {
      port = given;
      port.onmessage = ({ data: { type, value } }) => {
        if (type === 'error') controller.error(value);
        pulled.resolve();
      };
      port.onmessageerror = ({ data }) => {
        postError(port, data);
        controller.error(data);
        port.close();
      };
      port.unref();
    },
  };
}

function ignore() {}  // Both ends know of the error already.

function hidden(target, methods) {
  for (const key of Reflect.ownKeys(methods)) {
    Object.defineProperty(target, key, { __proto__: null, value: methods[key], writable: true, configurable: true, enumerable: false });
  }
  markClass(target, false, true);
}

hidden(ReadableStream.prototype, {
  [kTransferList]() {
    refuseLocked(this, 'ReadableStream');
    return [makeChannel(this).port2];
  },
  [kTransfer]() {
    const { port1, port2 } = channels.get(this);
    const sink = portSink();
    sink.connect(port1);
    this.pipeTo(new WritableStream(sink)).catch(ignore);
    return { data: { port: port2 }, deserializeInfo: 'internal/webstreams/transfer:TransferredReadable' };
  },
  [kDeserialize]({ port }) { twins.get(this).connect(port); },
});

hidden(WritableStream.prototype, {
  [kTransferList]() {
    refuseLocked(this, 'WritableStream');
    return [makeChannel(this).port2];
  },
  [kTransfer]() {
    const { port1, port2 } = channels.get(this);
    const source = portSource();
    const readable = new ReadableStream(source, { highWaterMark: 0 });
    source.connect(port1);
    readable.pipeTo(this).catch(ignore);
    return { data: { port: port2 }, deserializeInfo: 'internal/webstreams/transfer:TransferredWritable' };
  },
  [kDeserialize]({ port }) { twins.get(this).connect(port); },
});

hidden(TransformStream.prototype, {
  [kTransferList]() {
    refuseLocked(this.readable, 'ReadableStream');
    refuseLocked(this.writable, 'WritableStream');
    return [this.readable, this.writable];
  },
  [kTransfer]() {
    return {
      data: { readable: this.readable, writable: this.writable },
      deserializeInfo: 'internal/webstreams/transfer:TransferredTransform',
    };
  },
  [kDeserialize]({ readable, writable }) {
    this._readable = readable;
    this._writable = writable;
  },
});

function TransferredReadable() {
  const source = portSource();
  const stream = new ReadableStream(source, { highWaterMark: 0 });
  twins.set(stream, source);
  return stream;
}
TransferredReadable.prototype = ReadableStream.prototype;

function TransferredWritable() {
  const sink = portSink();
  const stream = new WritableStream(sink);
  twins.set(stream, sink);
  return stream;
}
TransferredWritable.prototype = WritableStream.prototype;

function TransferredTransform() {
  return new TransformStream();
}
TransferredTransform.prototype = TransformStream.prototype;

module.exports = { TransferredReadable, TransferredTransform, TransferredWritable };
