'use strict';

// mock.timers: timers and the clock, moved by hand.

const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateNumber, validateObject, validateStringArray } = require('internal/validators');

const kApis = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait', 'AbortSignal.timeout'];
const kLongest = 2 ** 31 - 1;

const delayOf = (delay) => {
  const number = Number(delay);
  return number >= 1 && number <= kLongest ? Math.trunc(number) : 1;
};

class MockTimer {
  constructor(owner, entry) {
    this.owner = owner;
    this.entry = entry;
  }

  hasRef() { return this.entry.hasRef; }

  ref() {
    this.entry.hasRef = true;
    return this;
  }

  unref() {
    this.entry.hasRef = false;
    return this;
  }

  refresh() {
    this.owner.restart(this.entry);
    return this;
  }

  close() { this.owner.remove(this); }
  [Symbol.toPrimitive]() { return this.entry.id; }
  [Symbol.dispose]() { this.owner.remove(this); }
}

// Due entries in order: by time, then by when they were made.
class Queue {
  #entries = [];
  #ids = 1;

  make(fields) {
    const entry = { id: this.#ids++, hasRef: true, ...fields };
    this.insert(entry);
    return entry;
  }

  insert(entry) {
    let i = this.#entries.length;
    while (i > 0 && this.#entries[i - 1].runAt > entry.runAt) i--;
    this.#entries.splice(i, 0, entry);
  }

  remove(entry) {
    const i = this.#entries.indexOf(entry);
    if (i !== -1) this.#entries.splice(i, 1);
  }

  find(id) { return this.#entries.find((entry) => entry.id === id); }
  get first() { return this.#entries[0]; }
  get last() { return this.#entries.at(-1); }
}

class MockTimers {
  #enabled = [];
  #now = 0;
  #queue = new Queue();
  #restores = [];

  enable(options = { apis: kApis, now: 0 }) {
    if (this.#enabled.length > 0) throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    validateObject(options, 'options');
    const apis = options.apis?.length > 0 ? options.apis : kApis;
    const now = options.now ?? 0;
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!kApis.includes(api)) throw new ERR_INVALID_ARG_VALUE('options.apis', api, `option ${api} is not supported`);
    }
    if (now instanceof Date) this.#now = now.getTime();
    else if (Number.isSafeInteger(now) && now >= 0) this.#now = now;
    else throw new ERR_INVALID_ARG_VALUE('now', now, `epoch must be a positive integer received ${now}`);
    this.#enabled = apis.slice();
    for (const api of apis) this.#replace(api);
  }

  #set(object, name, value) {
    const before = Object.getOwnPropertyDescriptor(object, name);
    this.#restores.push(() => Object.defineProperty(object, name, before));
    Object.defineProperty(object, name, { __proto__: null, value, writable: true, configurable: true, enumerable: before?.enumerable ?? true });
  }

  #replace(api) {
    const timers = require('timers');
    const promises = require('timers/promises');
    if (api === 'setTimeout' || api === 'setInterval') {
      const isInterval = api === 'setInterval';
      const fn = { [api]: (callback, delay, ...args) => this.#add(callback, delay, args, isInterval) }[api];
      const clearName = isInterval ? 'clearInterval' : 'clearTimeout';
      const clear = { [clearName]: (timer) => this.remove(timer) }[clearName];
      for (const object of [globalThis, timers]) {
        this.#set(object, api, fn);
        this.#set(object, clearName, clear);
      }
      this.#set(promises, api, isInterval ? this.#intervalPromises.bind(this) : (delay, value, options) => this.#wait(delay, value, options));
    } else if (api === 'setImmediate') {
      const fn = { setImmediate: (callback, ...args) => this.#add(callback, 0, args, false, true) }.setImmediate;
      for (const object of [globalThis, timers]) {
        this.#set(object, 'setImmediate', fn);
        this.#set(object, 'clearImmediate', (timer) => this.remove(timer));
      }
      this.#set(promises, 'setImmediate', (value, options) => this.#wait(0, value, options, true));
    } else if (api === 'Date') {
      this.#set(globalThis, 'Date', this.#makeDate());
    } else if (api === 'scheduler.wait') {
      this.#set(promises.scheduler, 'wait', (delay, options) => this.#wait(delay, undefined, options));
    } else {
      this.#set(AbortSignal, 'timeout', (delay) => {
        const controller = new AbortController();
        this.#add(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay, [], false);
        return controller.signal;
      });
    }
  }

  #makeDate() {
    const RealDate = Date;
    const now = () => this.#now;
    function MockDate(...args) {
      if (!new.target) return new RealDate(now()).toString();
      return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target === MockDate ? RealDate : new.target);
    }
    Object.defineProperties(MockDate, Object.getOwnPropertyDescriptors(RealDate));
    MockDate.now = function() { return now(); };
    Object.defineProperty(MockDate, 'isMock', { __proto__: null, value: true });
    Object.defineProperty(MockDate, 'toString', { __proto__: null, value: () => RealDate.toString() });
    return MockDate;
  }

  #add(callback, delay, args, isInterval, isImmediate = false) {
    const time = isImmediate ? 0 : delayOf(delay);
    const entry = this.#queue.make({ callback, args, interval: isInterval ? time : undefined, delay: time, runAt: this.#now + time });
    return new MockTimer(this, entry);
  }

  restart(entry) {
    this.#queue.remove(entry);
    entry.runAt = this.#now + entry.delay;
    this.#queue.insert(entry);
  }

  remove(timer) {
    if (timer === null || timer === undefined) return;
    const entry = timer.entry ?? this.#queue.find(Number(timer));
    if (entry === undefined) return;
    entry.isCleared = true;
    this.#queue.remove(entry);
  }

  #wait(delay, value, options = kEmptyObject, isImmediate = false) {
    return new Promise((resolve, reject) => {
      const { signal } = options ?? kEmptyObject;
      if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
      const abort = () => reject(new AbortError(undefined, { cause: signal.reason }));
      if (signal?.aborted) {
        abort();
        return;
      }
      let disposable;
      const timer = this.#add(() => {
        disposable?.[Symbol.dispose]();
        resolve(value);
      }, delay, [], false, isImmediate);
      if (signal === undefined) return;
      disposable = require('internal/events/abort_listener').addAbortListener(signal, () => {
        this.remove(timer);
        abort();
      });
    });
  }

  async* #intervalPromises(delay, value, options) {
    let waiting;
    let due = 0;
    const timer = this.#add(() => {
      due++;
      waiting?.();
    }, delay, [], true);
    try {
      for (;;) {
        if (options?.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
        if (due === 0) await new Promise((resolve) => { waiting = resolve; });
        due--;
        yield value;
      }
    } finally {
      this.remove(timer);
    }
  }

  #check() {
    if (this.#enabled.length === 0) {
      throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
    }
  }

  tick(time = 1) {
    this.#check();
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    const end = this.#now + time;
    for (let entry = this.#queue.first; entry !== undefined && entry.runAt <= end; entry = this.#queue.first) {
      this.#now = Math.max(this.#now, entry.runAt);
      this.#queue.remove(entry);
      Reflect.apply(entry.callback, undefined, entry.args);
      if (entry.interval !== undefined && !entry.isCleared) {
        entry.runAt += entry.interval;
        this.#queue.insert(entry);
      }
    }
    this.#now = end;
  }

  setTime(time = 0) {
    validateNumber(time, 'time');
    this.#check();
    this.#now = time;
  }

  runAll() {
    this.#check();
    const { last } = this.#queue;
    if (last !== undefined) this.tick(last.runAt - this.#now);
  }

  reset() {
    if (this.#enabled.length === 0) return;
    for (const restore of this.#restores.splice(0).reverse()) restore();
    this.#enabled = [];
    this.#queue = new Queue();
    this.#now = 0;
  }

  [Symbol.dispose]() {
    this.reset();
  }
}

module.exports = { MockTimers };
