'use strict';

// fs.watchFile(): one StatWatcher per path, shared by its listeners.

const { EventEmitter } = require('events');
const { FsError } = require('internal/fs/errors');
const { getValidatedPath, pathToString } = require('internal/fs/paths');
const { kCurrent, kPrevious, statsFromFields } = require('internal/fs/stats');
const { validateFunction, validateUint32 } = require('internal/validators');

const { StatWatcher: NativeStatWatcher } = internalBinding('fs');

class StatWatcher extends EventEmitter {
  #handle;
  #lastStatus = 0;
  #refs = 0;  // Listeners whose watchFile() was not made with persistent: false.

  constructor(path, interval, bigint) {
    super();
    this.#handle = new NativeStatWatcher(bigint);
    this.#handle.unref();
    this.#handle.onchange = (status) => {
      // A file that is still missing did not change.
      if (this.#lastStatus < 0 && status < 0) return;
      this.#lastStatus = status;
      this.emit('change', statsFromFields(bigint, kCurrent), statsFromFields(bigint, kPrevious));
    };
    const error = this.#handle.start(path, interval);
    if (error < 0) {
      this.#handle.close();
      throw new FsError(error, 'watch', path);
    }
  }

  stop() {
    if (this.#handle === null) return;
    process.nextTick(() => { this.emit('stop'); });
    this.#handle.close();
    this.#handle = null;
  }

  ref() {
    if (this.#handle !== null && this.#refs++ === 0) this.#handle.ref();
    return this;
  }

  unref() {
    if (this.#handle !== null && this.#refs > 0 && --this.#refs === 0) this.#handle.unref();
    return this;
  }
}

const watchers = new Map();
const kDefaults = { interval: 5007, persistent: true };

function keyOf(filename) {
  return require('path').resolve(pathToString(getValidatedPath(filename)));
}

function watchFile(filename, options, listener) {
  const key = keyOf(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  const { interval, persistent, bigint = false } = { ...kDefaults, ...options };
  validateFunction(listener, 'listener');
  validateUint32(interval, 'interval');
  let entry = watchers.get(key);
  if (entry === undefined) {
    entry = { watcher: new StatWatcher(key, interval, Boolean(bigint)), persistent: new Map() };
    watchers.set(key, entry);
  }
  entry.watcher.on('change', listener);
  if (persistent !== false) {
    entry.watcher.ref();
    entry.persistent.set(listener, (entry.persistent.get(listener) ?? 0) + 1);
  }
  return entry.watcher;
}

function unwatchFile(filename, listener) {
  const key = keyOf(filename);
  const entry = watchers.get(key);
  if (entry === undefined) return;
  const { watcher, persistent } = entry;
  if (typeof listener === 'function') {
    const before = watcher.listenerCount('change');
    watcher.removeListener('change', listener);
    const count = persistent.get(listener) ?? 0;
    if (watcher.listenerCount('change') < before && count > 0) {
      persistent.set(listener, count - 1);
      watcher.unref();
    }
  } else {
    watcher.removeAllListeners('change');
  }
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    watchers.delete(key);
  }
}

module.exports = { StatWatcher, unwatchFile, watchFile };
