'use strict';

// fs.watch() and fs/promises' watch(): changes as the system tells them (inotify).

const { EventEmitter } = require('events');
const { AbortError, codes: { ERR_FS_WATCH_QUEUE_OVERFLOW } } = require('internal/errors');
const { FsError } = require('internal/fs/errors');
const { getOptions, getValidatedPath } = require('internal/fs/paths');
const { inEncoding, wantsBytes } = require('internal/fs/options');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateBoolean, validateInteger, validateObject, validateOneOf } = require('internal/validators');

const { FSEvent } = internalBinding('fs');

function watchError(errno, filename) {
  const error = new FsError(errno, 'watch', filename);
  error.filename = filename;
  return error;
}

// One watched file or directory: onEvent(event, name), onError(error).
class Watch {
  #handle = new FSEvent();

  constructor(path, encoding, onEvent, onError) {
    this.#handle.onchange = (status, event, name) => {
      if (status < 0) {
        this.close();
        onError(watchError(status, path));
      } else {
        onEvent(event, name === null ? null : inEncoding(name, encoding));
      }
    };
    const error = this.#handle.start(path, false, wantsBytes(encoding));
    if (error < 0) {
      this.close();
      throw watchError(error, path);
    }
  }

  close() {
    this.#handle?.close();
    this.#handle = null;
  }
  ref() { this.#handle?.ref(); }
  unref() { this.#handle?.unref(); }
}

class FSWatcher extends EventEmitter {
  #watch = null;

  _start(path, { persistent, recursive, encoding }) {
    const Watcher = recursive ? require('internal/fs/watch_recursive').RecursiveWatch : Watch;
    this.#watch = new Watcher(path, encoding, (event, name) => { this.emit('change', event, name); }, (error) => {
      this.emit('error', error);
    });
    if (!persistent) this.#watch.unref();
  }

  close() {
    if (this.#watch === null) return;
    this.#watch.close();
    this.#watch = null;
    process.nextTick(() => { this.emit('close'); });
  }

  ref() {
    this.#watch?.ref();
    return this;
  }

  unref() {
    this.#watch?.unref();
    return this;
  }
}

function watch(filename, options, listener) {
  if (typeof options === 'function') {
    listener = options;
    options = undefined;
  }
  options = { persistent: true, recursive: false, ...getOptions(options, kEmptyObject) };
  options.persistent = options.persistent === undefined || Boolean(options.persistent);
  options.recursive ??= false;
  validateBoolean(options.recursive, 'options.recursive');
  const { signal } = options;
  const watcher = new FSWatcher();
  watcher._start(getValidatedPath(filename), options);
  if (listener) watcher.on('change', listener);
  if (signal !== undefined) {
    if (signal.aborted) {
      process.nextTick(() => { watcher.close(); });
    } else {
      const onAbort = () => { watcher.close(); };
      signal.addEventListener('abort', onAbort, { once: true });
      watcher.once('close', () => { signal.removeEventListener('abort', onAbort); });
    }
  }
  return watcher;
}

// An async iterator of { eventType, filename }. What comes between two next() is queued, up to maxQueue.
async function* watchAsync(filename, options = kEmptyObject) {
  const path = getValidatedPath(filename);
  validateObject(options, 'options');
  const { persistent = true, recursive = false, encoding = 'utf8', maxQueue = 2048, overflow = 'ignore', signal } = options;
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  validateInteger(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'error']);
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  let waiting = Promise.withResolvers();
  let failure;
  const queue = [];
  const fail = (error) => {
    failure ??= error;
    waiting.resolve();
  };
  const onAbort = () => { fail(new AbortError(undefined, { cause: signal.reason })); };
  const Watcher = recursive ? require('internal/fs/watch_recursive').RecursiveWatch : Watch;
  const watched = new Watcher(path, encoding, (eventType, name) => {
    if (queue.length < maxQueue) {
      queue.push({ __proto__: null, eventType, filename: name });
      waiting.resolve();
    } else if (overflow === 'error') {
      fail(new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
    } else {
      process.emitWarning('fs.watch maxQueue exceeded');
    }
  }, fail);
  try {
    if (!persistent) watched.unref();
    signal?.addEventListener('abort', onAbort, { once: true });
    for (;;) {
      await waiting.promise;
      waiting = Promise.withResolvers();
      while (queue.length > 0) yield queue.shift();
      if (failure) throw failure;
    }
  } finally {
    watched.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = { FSWatcher, Watch, watch, watchAsync };
