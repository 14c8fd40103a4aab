'use strict';

// Any Duplex behind the interface of a socket: what TLS over a stream that is no net.Socket reads and writes.

const { Duplex } = require('stream');

class JSStreamSocket extends Duplex {
  constructor(stream) {
    super({ allowHalfOpen: true });
    this.stream = stream;
    stream.pause();
    stream.on('data', (chunk) => { if (!this.push(chunk)) stream.pause(); });
    stream.on('end', () => this.push(null));
    stream.on('error', (error) => this.destroy(error));
    stream.on('close', () => this.destroy());
    stream.pause();  // Listening for data has made it flow.
  }

  _read() {
    this.stream.resume();
  }

  _write(chunk, encoding, callback) {
    this.stream.write(chunk, encoding, callback);
  }

  _final(callback) {
    this.stream.end(callback);
  }

  _destroy(error, callback) {
    this.stream.destroy(error);
    callback(error);
  }

  setTimeout() { return this; }
  setNoDelay() { return this; }
  setKeepAlive() { return this; }
  ref() { return this; }
  unref() { return this; }
}

module.exports = { JSStreamSocket };
