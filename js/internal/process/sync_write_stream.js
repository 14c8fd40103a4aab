'use strict';

// stdout and stderr: each write is done when write() returns, whatever the descriptor is. A pipe whose reader is slow is waited for, so nothing
// is lost when the process ends.

const { Writable } = require('stream');
const { writeSync } = internalBinding('process_methods');

class SyncWriteStream extends Writable {
  constructor(fd) {
    super({ autoDestroy: true, decodeStrings: false });
    this.fd = fd;
    this.bytesWritten = 0;
  }

  _write(chunk, encoding, callback) {
    let data = chunk;
    if (typeof chunk === 'string' && encoding !== 'utf8' && encoding !== 'utf-8') data = Buffer.from(chunk, encoding);
    const err = writeSync(this.fd, data);
    if (err !== 0) {
      const { ErrnoException } = require('internal/errors');
      callback(new ErrnoException(err, 'write'));
      return;
    }
    this.bytesWritten += typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    callback();
  }

  // The descriptor stays open for the whole process, and so does the stream.
  _destroy(error, callback) {
    callback(error);
    this._undestroy?.();
    if (!this._writableState?.emitClose) process.nextTick(() => this.emit('close'));
  }

  destroySoon() {
    this.destroy();
  }
}

module.exports = SyncWriteStream;
