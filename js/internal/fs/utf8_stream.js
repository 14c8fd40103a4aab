'use strict';

// fs.Utf8Stream: text written to a file in large pieces, for loggers. Texts gather until minLength is there and go out in one write.

const { EventEmitter } = require('events');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateFunction, validateObject, validateOneOf, validateUint32 } = require('internal/validators');

const kMaxWrite = 16 * 1024;

class Utf8Stream extends EventEmitter {
  #fs;
  #fd = -1;
  #file = null;
  #options;
  #texts = [];
  #length = 0;
  #writing = false;
  #ending = false;
  #destroyed = false;
  #reopening = false;
  #flushing = [];
  #timer;

  constructor(options = kEmptyObject) {
    super();
    validateObject(options, 'options');
    const {
      append = true, contentMode = 'utf8', dest, fd, fs = require('fs'), fsync = false, maxLength = 0, maxWrite = kMaxWrite, minLength = 0,
      mkdir = false, mode, periodicFlush = 0, retryEAGAIN = () => true, sync = false,
    } = options;
    for (const [name, value] of Object.entries({ append, fsync, mkdir, sync })) validateBoolean(value, `options.${name}`);
    for (const [name, value] of Object.entries({ maxLength, maxWrite, minLength, periodicFlush })) validateUint32(value, `options.${name}`);
    validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
    validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    if (minLength >= maxWrite) throw new ERR_INVALID_ARG_VALUE('options.minLength', minLength, `should be smaller than maxWrite (${maxWrite})`);
    this.#fs = fs;
    this.#options = { append, contentMode, fsync, maxLength, maxWrite, minLength, mkdir, mode, periodicFlush, retryEAGAIN, sync };
    if (typeof fd === 'number') {
      this.#fd = fd;
      process.nextTick(() => { this.emit('ready'); });
    } else if (typeof dest === 'string') {
      this.#open(dest);
    } else {
      throw new ERR_INVALID_ARG_TYPE('options.dest', 'string', dest);
    }
    if (periodicFlush > 0) {
      this.#timer = setInterval(() => { this.flush(() => {}); }, periodicFlush);
      this.#timer.unref();
    }
  }

  get append() { return this.#options.append; }
  get contentMode() { return this.#options.contentMode; }
  get fd() { return this.#fd; }
  get file() { return this.#file; }
  get fsync() { return this.#options.fsync; }
  get maxLength() { return this.#options.maxLength; }
  get minLength() { return this.#options.minLength; }
  get mkdir() { return this.#options.mkdir; }
  get mode() { return this.#options.mode; }
  get periodicFlush() { return this.#options.periodicFlush; }
  get sync() { return this.#options.sync; }
  get writing() { return this.#writing; }

  #open(file) {
    const { append, mkdir, mode, sync } = this.#options;
    const flags = append ? 'a' : 'w';
    const opened = (error, fd) => {
      this.#reopening = false;
      if (error) {
        this.emit('error', error);
        return;
      }
      this.#fd = fd;
      this.#file = file;
      this.emit('ready');
      if (!this.#destroyed) this.#proceed();
    };
    const directory = require('path').dirname(file);
    if (sync) {
      let fd;
      try {
        if (mkdir) this.#fs.mkdirSync(directory, { recursive: true });
        fd = this.#fs.openSync(file, flags, mode);
      } catch (error) {
        process.nextTick(opened, error);
        return;
      }
      this.#fd = fd;
      this.#file = file;
      process.nextTick(opened, null, fd);
      return;
    }
    const open = () => { this.#fs.open(file, flags, mode, opened); };
    if (!mkdir) {
      open();
      return;
    }
    this.#fs.mkdir(directory, { recursive: true }, (error) => {
      if (error) opened(error);
      else open();
    });
  }

  write(data) {
    this.#checkLive();
    if (this.#options.contentMode === 'utf8' && typeof data !== 'string') throw new ERR_INVALID_ARG_TYPE('data', 'string', data);
    if (this.#options.contentMode === 'buffer') {
      if (typeof data === 'string') data = require('buffer').Buffer.from(data);
      else if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer'], data);
    }
    const { maxLength, minLength } = this.#options;
    if (maxLength > 0 && this.#length + data.length > maxLength) {
      this.emit('drop', data);
      return this.#length < maxLength;
    }
    this.#texts.push(data);
    this.#length += data.length;
    if (!this.#writing && this.#fd !== -1 && this.#length >= minLength) this.#writeNext();
    return this.#length < Math.max(16387, minLength);
  }

  // The next piece of at most maxWrite.
  #take() {
    const { contentMode, maxWrite } = this.#options;
    let size = 0;
    let count = 0;
    while (count < this.#texts.length && (count === 0 || size + this.#texts[count].length <= maxWrite)) size += this.#texts[count++].length;
    const parts = this.#texts.splice(0, count);
    this.#length -= size;
    const { Buffer } = require('buffer');
    return contentMode === 'utf8' ? Buffer.from(parts.join('')) : Buffer.concat(parts);
  }

  #writeNext() {
    const piece = this.#take();
    this.#writing = true;
    if (this.#options.sync) {
      try {
        this.#writeSync(piece);
      } catch (error) {
        this.#writing = false;
        this.emit('error', error);
        return;
      }
      this.#written(piece.length);
      return;
    }
    this.#writePiece(piece, 0);
  }

  #writeSync(piece) {
    for (let offset = 0; offset < piece.length;) {
      try {
        offset += this.#fs.writeSync(this.#fd, piece, offset, piece.length - offset);
      } catch (error) {
        if (error.code !== 'EAGAIN' || !this.#options.retryEAGAIN(error, piece.length - offset, this.#length)) throw error;
        require('internal/util').sleep(100);
      }
    }
  }

  #writePiece(piece, offset) {
    this.#fs.write(this.#fd, piece, offset, piece.length - offset, null, (error, count) => {
      if (error) {
        if ((error.code === 'EAGAIN' || error.code === 'EBUSY') && this.#options.retryEAGAIN(error, piece.length - offset, this.#length)) {
          setTimeout(() => { this.#writePiece(piece, offset); }, 100);
          return;
        }
        this.#writing = false;
        this.emit('error', error);
      } else if (offset + count < piece.length) {
        this.emit('write', count);
        this.#writePiece(piece, offset + count);
      } else {
        this.#written(count);
      }
    });
  }

  #written(count) {
    this.emit('write', count);
    this.#writing = false;
    const { fsync, minLength } = this.#options;
    if (fsync && !this.#reopening) this.#fs.fsyncSync(this.#fd);
    if (this.#length === 0 && !this.#ending) {
      if (this.#options.sync) process.nextTick(() => { this.emit('drain'); });
      else this.emit('drain');
    }
    if (this.#length > 0 && (this.#ending || this.#flushing.length > 0 || this.#length >= minLength)) this.#writeNext();
    else this.#proceed();
  }

  // What waits for the writing to be over.
  #proceed() {
    if (this.#writing || this.#fd === -1) return;
    if (this.#length > 0 && (this.#ending || this.#flushing.length > 0 || this.#length >= this.#options.minLength)) {
      this.#writeNext();
      return;
    }
    const flushed = this.#flushing;
    this.#flushing = [];
    for (const callback of flushed) this.#fs.fsync(this.#fd, (error) => callback(error?.code === 'EBADF' ? null : error));
    if (this.#ending && !this.#destroyed) this.#close();
  }

  flush(callback = () => {}) {
    validateFunction(callback, 'cb');
    if (this.#destroyed) {
      callback(new ERR_INVALID_STATE('Utf8Stream is destroyed'));
      return;
    }
    if (this.#options.minLength <= 0 && this.#length === 0 && !this.#writing) {
      process.nextTick(callback);
      return;
    }
    this.#flushing.push(callback);
    this.#proceed();
  }

  flushSync() {
    this.#checkLive();
    if (this.#fd < 0) throw new ERR_INVALID_STATE('Invalid file descriptor');
    while (this.#length > 0) this.#writeSync(this.#take());
    if (this.#options.fsync) this.#fs.fsyncSync(this.#fd);
  }

  reopen(file) {
    this.#checkLive();
    if (this.#fd === -1) {
      this.once('ready', () => { this.reopen(file); });
      return;
    }
    const old = this.#fd;
    this.once('ready', () => {
      if (old !== this.#fd) this.#fs.close(old, (error) => { if (error) this.emit('error', error); });
    });
    this.#reopening = true;
    this.#open(file ?? this.#file);
  }

  end() {
    this.#checkLive();
    if (this.#ending) return;
    this.#ending = true;
    this.#proceed();
  }

  #close() {
    this.#destroyed = true;
    clearInterval(this.#timer);
    this.#fs.fsync(this.#fd, () => {
      const finish = (error) => {
        if (error) {
          this.emit('error', error);
          return;
        }
        this.emit('finish');
        this.emit('close');
      };
      if (this.#fd === 1 || this.#fd === 2) process.nextTick(finish);
      else this.#fs.close(this.#fd, finish);
    });
  }

  destroy() {
    if (this.#destroyed) return;
    if (this.#fd === -1) {
      this.#destroyed = true;
      this.once('ready', () => { this.#close(); });
      return;
    }
    this.#close();
  }

  #checkLive() {
    if (this.#destroyed) throw new ERR_INVALID_STATE('Utf8Stream is destroyed');
  }

  [Symbol.dispose]() { this.destroy(); }
}

module.exports = { Utf8Stream };
