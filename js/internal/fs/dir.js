'use strict';

// fs.Dir: a directory read piece by piece, as iterator, by callback, promise or synchronously.

const { codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { requestError } = require('internal/fs/errors');
const { getOptions, getValidatedPath } = require('internal/fs/paths');
const { inEncoding, wantsBytes } = require('internal/fs/options');
const { forVoid, newRequest } = require('internal/fs/request');
const { direntsAsync, direntsSync, join } = require('internal/fs/dirent');
const { validateBoolean, validateFunction, validateUint32 } = require('internal/validators');
const { promisify } = require('internal/util');

const { DirHandle } = internalBinding('fs');
const kDefaults = { encoding: 'utf8' };

class Dir {
  #handle;
  #path;
  #encoding;
  #bufferSize;
  #recursive;
  #closed = false;
  #entries = [];
  #directories = [];  // Below, still to be read (recursive).
  #busy = false;
  #queue = [];        // Operations behind the one that runs.

  constructor(handle, path, options) {
    if (handle == null) throw new ERR_MISSING_ARGS('handle');
    this.#handle = handle;
    this.#path = path;
    this.#encoding = options.encoding;
    this.#bufferSize = options.bufferSize;
    this.#recursive = Boolean(options.recursive);
  }

  get path() {
    if (!(#path in this)) throw new ERR_INVALID_THIS('Dir');
    return this.#path;
  }

  #take() {
    const entry = this.#entries.shift();
    if (this.#recursive && entry.isDirectory()) this.#directories.push(join(entry.parentPath, entry.name));
    return entry;
  }

  #decoded(result) {
    if (wantsBytes(this.#encoding)) result[0] = result[0].map((name) => inEncoding(name, this.#encoding));
    return result;
  }

  read(callback) {
    if (callback === undefined) return promisify((done) => this.#read(done))();
    validateFunction(callback, 'callback');
    this.#read(callback);
  }

  // Operations run one after the other.
  #run(operation) {
    if (this.#busy) {
      this.#queue.push(operation);
      return;
    }
    operation();
  }

  // The end of an operation: its callback, then what waits.
  #finish(callback, error, entry) {
    this.#busy = false;
    callback(error, entry);
    while (!this.#busy && this.#queue.length > 0) this.#queue.shift()();
  }

  #read(callback) {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (!this.#busy && this.#entries.length > 0) {
      process.nextTick(callback, null, this.#take());
      return;
    }
    this.#run(() => { this.#readNow(callback); });
  }

  #readNow(callback) {
    if (this.#entries.length > 0) {
      callback(null, this.#take());
      return;
    }
    if (this.#closed) {
      callback(new ERR_DIR_CLOSED());
      return;
    }
    this.#busy = true;
    this.#handle.read(wantsBytes(this.#encoding), this.#bufferSize, newRequest((error, result) => {
      if (error !== 0) this.#finish(callback, requestError(error, 'scandir', this.#path));
      else if (result !== null) this.#deliver(callback, result);
      else if (this.#directories.length > 0) this.#readNextDirectory(callback);
      else this.#finish(callback, null, null);
    }));
  }

  #deliver(callback, result) {
    direntsAsync(this.#directory, this.#decoded(result), (error, entries) => {
      if (error) {
        this.#finish(callback, error);
        return;
      }
      this.#entries = entries;
      this.#finish(callback, null, this.#take());
    });
  }

  #readNextDirectory(callback) {
    this.#nextDirectory((error) => {
      if (error) {
        this.#finish(callback, error);
        return;
      }
      this.#busy = false;
      this.#readNow(callback);
    });
  }

  #current;
  get #directory() { return this.#current ?? this.#path; }

  #nextDirectory(callback) {
    this.#handle.close(forVoid(() => {
      const path = this.#directories.shift();
      this.#handle = new DirHandle();
      this.#current = path;
      this.#handle.open(path, forVoid(callback, 'opendir', path));
    }, 'closedir'));
  }

  readSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#busy) throw new ERR_DIR_CONCURRENT_OPERATION();
    while (this.#entries.length === 0) {
      const result = this.#handle.read(wantsBytes(this.#encoding), this.#bufferSize);
      if (result !== null) {
        this.#entries = direntsSync(this.#directory, this.#decoded(result));
      } else if (this.#directories.length > 0) {
        this.#handle.close();
        this.#current = this.#directories.shift();
        this.#handle = new DirHandle();
        this.#handle.open(this.#current);
      } else {
        return null;
      }
    }
    return this.#take();
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED());
      return promisify((done) => this.#close(done))();
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return;
    }
    this.#close(callback);
  }

  #close(callback) {
    this.#run(() => {
      if (this.#closed) {
        callback(new ERR_DIR_CLOSED());
        return;
      }
      this.#closed = true;
      this.#handle.close(forVoid(callback, 'closedir', this.#path));
    });
  }

  closeSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#busy) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
    this.#handle.close();
  }

  async* entries() {
    try {
      for (let entry = await this.read(); entry !== null; entry = await this.read()) yield entry;
    } finally {
      if (!this.#closed) await this.close();
    }
  }

  [Symbol.dispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [Symbol.asyncDispose]() {
    if (!this.#closed) await this.close();
  }
}
Object.defineProperty(Dir.prototype, Symbol.asyncIterator, {
  __proto__: null, value: Dir.prototype.entries, writable: true, configurable: true, enumerable: false,
});

function dirOptions(options) {
  options = getOptions(options, kDefaults);
  const { bufferSize = 32 } = options;
  validateUint32(bufferSize, 'options.bufferSize', true);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return { encoding: options.encoding, bufferSize, recursive: options.recursive };
}

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getValidatedPath(path);
  options = dirOptions(typeof options === 'function' ? undefined : options);
  const handle = new DirHandle();
  handle.open(path, forVoid((error) => {
    if (error) callback(error);
    else callback(null, new Dir(handle, path, options));
  }, 'opendir', path));
}

function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = dirOptions(options);
  const handle = new DirHandle();
  handle.open(path);
  return new Dir(handle, path, options);
}

module.exports = { Dir, opendir, opendirSync };
