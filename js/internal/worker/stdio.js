'use strict';

// The standard streams of a worker: their data travels in messages between the worker's main port and its Worker object. A writable end waits
// for the reader on the other side to want more.

const { Readable, Writable } = require('stream');
const { nativePort } = require('internal/worker/io');

// Port -> how many streams wait for something of it and keep it alive.
const waiting = new WeakMap();

function wait(port, change) {
  const before = waiting.get(port) ?? 0;
  waiting.set(port, before + change);
  if (before === 0 && change > 0) nativePort.ref.call(port);
  else if (before + change === 0 && change !== 0) nativePort.unref.call(port);
}

class ReadableWorkerStdio extends Readable {
  #port;
  #name;
  #started = false;

  constructor(port, name, holdsPort = true) {
    super();
    this.#port = port;
    this.#name = name;
    this.holdsPort = holdsPort;
    this.on('end', () => {
      if (this.#started && this.holdsPort) wait(port, -1);
    });
  }

  _read() {
    if (!this.#started && this.holdsPort) {
      this.#started = true;
      wait(this.#port, 1);
    }
    this.#port.postMessage({ type: 'stdioWantsMoreData', stream: this.#name });
  }
}

class WritableWorkerStdio extends Writable {
  #port;
  #name;
  #callbacks = [];

  constructor(port, name) {
    super({ decodeStrings: false });
    this.#port = port;
    this.#name = name;
  }

  _write(chunk, encoding, callback) {
    this.#send([{ chunk, encoding }], callback);
  }

  _writev(chunks, callback) {
    this.#send(chunks.map(({ chunk, encoding }) => ({ chunk, encoding })), callback);
  }

  #send(chunks, callback) {
    this.#port.postMessage({ type: 'stdioPayload', stream: this.#name, chunks });
    // At the end of the process nobody would call back any more.
    if (process._exiting) {
      callback();
      return;
    }
    this.#callbacks.push(callback);
    wait(this.#port, 1);
  }

  _final(callback) {
    this.#port.postMessage({ type: 'stdioPayload', stream: this.#name, chunks: [{ chunk: null, encoding: '' }] });
    callback();
  }

  wantsMore() {
    const callbacks = this.#callbacks;
    if (callbacks.length === 0) return;
    this.#callbacks = [];
    for (const callback of callbacks) callback();
    wait(this.#port, -callbacks.length);
  }
}
Object.defineProperty(WritableWorkerStdio.prototype, 'wantsMore', { enumerable: false });

module.exports = { ReadableWorkerStdio, WritableWorkerStdio };
