'use strict';

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');
const { addAbortListener } = require('internal/events/abort_listener');
const { addListener, removeListener } = require('internal/events/targets');

const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');
const kWatermarkData = Symbol.for('nodejs.watermarkData');
const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function*() {}).prototype);

// First in, first out, without the cost of shift() on a long array.
class Queue {
  #items = [];
  #head = 0;

  get size() {
    return this.#items.length - this.#head;
  }

  push(item) {
    this.#items.push(item);
  }

  shift() {
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}

function on(emitter, event, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  // 'highWatermark' is what readline and older callers say.
  const highWatermark = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  const lowWatermark = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(highWatermark, 'options.highWaterMark', 1);
  validateInteger(lowWatermark, 'options.lowWaterMark', 1);

  const values = new Queue();
  const waiting = new Queue();
  const removals = [];
  let paused = false;
  let failure = null;
  let finished = false;
  let size = 0;
  let abortListener = null;

  const listen = (target, name, handler) => {
    addListener(target, name, handler);
    removals.push(() => removeListener(target, name, handler));
  };

  function deliver(value) {
    if (waiting.size > 0) {
      waiting.shift().resolve({ value, done: false });
      return;
    }
    size++;
    if (!paused && size > highWatermark) {
      paused = true;
      emitter.pause();
    }
    values.push(value);
  }

  function handleError(error) {
    if (waiting.size > 0) {
      waiting.shift().reject(error);
    } else {
      failure = error;
    }
    close();
  }

  function close() {
    abortListener?.[Symbol.dispose]();
    for (const remove of removals.splice(0)) remove();
    finished = true;
    while (waiting.size > 0) waiting.shift().resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  const iterator = {
    __proto__: AsyncIteratorPrototype,
    next() {
      // What came before an error or the end is delivered first.
      if (size > 0) {
        const value = values.shift();
        size--;
        if (paused && size < lowWatermark) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve({ value, done: false });
      }
      if (failure) {
        const rejected = Promise.reject(failure);
        failure = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      handleError(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() {
        return size;
      },
      get low() {
        return lowWatermark;
      },
      get high() {
        return highWatermark;
      },
      get isPaused() {
        return paused;
      },
    },
  };

  listen(emitter, event, options[kFirstEventParam] ? deliver : (...args) => deliver(args));
  if (event !== 'error' && typeof emitter.on === 'function') listen(emitter, 'error', handleError);
  const closeEvents = options.close;
  if (closeEvents?.length) {
    for (const name of closeEvents) listen(emitter, name, close);
  }
  if (signal) {
    abortListener = addAbortListener(signal, () => handleError(new AbortError(undefined, { cause: signal.reason })));
  }

  return iterator;
}

module.exports = { on, kFirstEventParam, kWatermarkData };
