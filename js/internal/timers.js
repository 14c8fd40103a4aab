'use strict';

// Timers and immediates.
//
// Timers of one duration stand in one list, in order of their start, so only a list's first timer can be due; the lists stand in a heap by
// expiry. One native timer is set for the earliest. C++ calls processTimers() and processImmediates() again after one of them threw.

const { fields, constants, setHostFunction } = internalBinding('env');
const binding = internalBinding('timers');
const { kImmediateCount, kImmediateRefCount, kImmediateHasOutstanding, kActiveTimeouts, kTimersObserved } = constants;
const { immediateInfo, timerInfo } = fields;
const {
  asyncIdSymbol, triggerAsyncIdSymbol, newAsyncId, getDefaultTriggerAsyncId, initHooksExist, emitInit, emitBefore, emitAfter, emitDestroy,
} = require('internal/async_hooks');
const AsyncContextFrame = require('internal/async_context_frame');
const PriorityQueue = require('internal/priority_queue');
const { runNextTicks } = require('internal/process/task_queues');
const { customInspectSymbol } = require('internal/util');
const { validateFunction, validateNumber } = require('internal/validators');

const kMaxDuration = 2 ** 31 - 1;
const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kFrame = Symbol('asyncContextFrame');

const lists = new Map();  // Duration -> TimersList.
const queue = new PriorityQueue((a, b) => a.expiry < b.expiry || (a.expiry === b.expiry && a.sequence < b.sequence));
const knownTimersById = { __proto__: null };  // Timers that were turned into a number.
let nextSequence = 0;
let nextExpiry = Infinity;
let warnedNegative = false;
let warnedNotNumber = false;

// ---- The circular list that a TimersList heads, through _idlePrev and _idleNext as Node's users know them ----

function isListEmpty(list) {
  return list._idleNext === list;
}

function removeFromList(item) {
  if (item._idleNext) item._idleNext._idlePrev = item._idlePrev;
  if (item._idlePrev) item._idlePrev._idleNext = item._idleNext;
  item._idleNext = null;
  item._idlePrev = null;
}

function appendToList(list, item) {
  if (item._idleNext || item._idlePrev) removeFromList(item);
  item._idlePrev = list._idlePrev;
  item._idleNext = list;
  list._idlePrev._idleNext = item;
  list._idlePrev = item;
}

function inspectShallow(depth, options) {
  return require('internal/util/inspect').inspect(this, { ...options, depth: 0, customInspect: false });
}

class TimersList {
  constructor(expiry, duration) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.sequence = nextSequence++;
    this.msecs = duration;
    this.heapIndex = -1;
  }

  [customInspectSymbol](depth, options) {
    return Reflect.apply(inspectShallow, this, [depth, options]);
  }
}

// ---- Timers ----

function initAsyncResource(resource, type) {
  const asyncId = resource[asyncIdSymbol] = newAsyncId();
  const triggerAsyncId = resource[triggerAsyncIdSymbol] = getDefaultTriggerAsyncId();
  resource[kFrame] = AsyncContextFrame.current();
  if (initHooksExist()) emitInit(asyncId, type, triggerAsyncId, resource);
}

function toDuration(value) {
  if (value === undefined) return 1;
  const duration = value * 1;
  if (duration >= 1 && duration <= kMaxDuration) return duration;
  if (duration > kMaxDuration) {
    process.emitWarning(`${duration} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`, 'TimeoutOverflowWarning');
  } else if (duration < 0 && !warnedNegative) {
    warnedNegative = true;
    process.emitWarning(`${duration} is a negative number.\nTimeout duration was set to 1.`, 'TimeoutNegativeWarning');
  } else if (duration !== duration && !warnedNotNumber) {
    warnedNotNumber = true;
    process.emitWarning(`${duration} is not a number.\nTimeout duration was set to 1.`, 'TimeoutNaNWarning');
  }
  return 1;
}

class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    const duration = toDuration(after);
    this._idleTimeout = duration;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? duration : null;
    this._destroyed = false;
    if (isRefed) countRef(1);
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    initAsyncResource(this, 'Timeout');
  }

  [customInspectSymbol](depth, options) {
    return Reflect.apply(inspectShallow, this, [depth, options]);
  }

  refresh() {
    activate(this, this[kRefed]);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) countRef(-1);
    }
    return this;
  }

  ref() {
    if (!this[kRefed]) {
      this[kRefed] = true;
      if (!this._destroyed) countRef(1);
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  close() {
    clearTimer(this);
    return this;
  }

  [Symbol.dispose]() {
    clearTimer(this);
  }

  [Symbol.toPrimitive]() {
    const id = this[asyncIdSymbol];
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      knownTimersById[id] = this;
    }
    return id;
  }
}

function countRef(delta) {
  const before = timerInfo[kActiveTimeouts];
  const after = before + delta;
  timerInfo[kActiveTimeouts] = after;
  if ((before === 0) !== (after === 0)) binding.toggleTimerRef(after !== 0);
}

function insert(timer, duration, start = binding.getLibuvNow()) {
  duration = Math.trunc(duration);  // The loop's clock has no finer grain.
  timer._idleStart = start;
  let list = lists.get(duration);
  if (list === undefined) {
    const expiry = start + duration;
    list = new TimersList(expiry, duration);
    lists.set(duration, list);
    queue.push(list);
    if (nextExpiry > expiry) {
      binding.scheduleTimer(duration);
      nextExpiry = expiry;
    }
  }
  appendToList(list, timer);
}

// Starts a timer again from now; one that was over becomes alive again, under a new async id.
function activate(timer, refed) {
  const duration = timer._idleTimeout;
  if (duration < 0 || duration === undefined) return;  // Cleared.
  insert(timer, duration);
  const wasOver = timer._destroyed;
  if (wasOver || !timer[asyncIdSymbol]) {
    timer._destroyed = false;
    initAsyncResource(timer, 'Timeout');
  }
  const wasCounted = !wasOver && Boolean(timer[kRefed]);
  if (refed !== wasCounted) countRef(refed ? 1 : -1);
  timer[kRefed] = refed;
}

// The end of a timer's life, whatever the reason; the caller sees to the lists.
function retire(timer) {
  timer._destroyed = true;
  const asyncId = timer[asyncIdSymbol];
  if (timer[kHasPrimitive]) delete knownTimersById[asyncId];
  if (timer[kRefed]) countRef(-1);
  emitDestroy(asyncId);
}

function unenroll(timer) {
  if (timer._destroyed) return;
  removeFromList(timer);
  // The list of an unref'ed timer is kept: such timers (of idle sockets) come and go in great numbers.
  if (timer[kRefed]) {
    const list = lists.get(Math.trunc(timer._idleTimeout));
    if (list !== undefined && isListEmpty(list)) {
      queue.remove(list);
      lists.delete(list.msecs);
    }
  }
  retire(timer);
  timer._idleTimeout = -1;  // refresh() must not bring it back.
}

function clearTimer(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimersById[timer];
    if (known !== undefined) {
      known._onTimeout = null;
      unenroll(known);
    }
  }
}

function setUnrefTimeout(callback, after) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, after, undefined, false, false);
  insert(timer, timer._idleTimeout);
  return timer;
}

// Durations of sockets and the like: unlike setTimeout's they are validated.
function getTimerDuration(value, name) {
  validateNumber(value, name);
  if (value < 0 || !Number.isFinite(value)) {
    const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', value);
  }
  if (value > kMaxDuration) {
    process.emitWarning(`${value} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${kMaxDuration}.`,
      'TimeoutOverflowWarning');
    return kMaxDuration;
  }
  return value;
}

function runTimer(timer) {
  const asyncId = timer[asyncIdSymbol];
  const frame = AsyncContextFrame.exchange(timer[kFrame]);
  emitBefore(asyncId, timer[triggerAsyncIdSymbol], timer);
  const observed = timerInfo[kTimersObserved] !== 0;
  if (observed) binding.beginTimer(asyncId, timer[triggerAsyncIdSymbol], timer._idleStart + Math.trunc(timer._idleTimeout));
  const start = timer._repeat ? binding.getLibuvNow() : undefined;
  try {
    const args = timer._timerArgs;
    if (args === undefined) timer._onTimeout();
    else Reflect.apply(timer._onTimeout, timer, args);
  } finally {
    if (timer._repeat && timer._idleTimeout !== -1) {
      timer._idleTimeout = timer._repeat;
      insert(timer, timer._idleTimeout, start);
    } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
      retire(timer);  // Not refreshed by its own callback.
    }
  }
  if (observed) binding.endTimer();
  emitAfter(asyncId);
  AsyncContextFrame.set(frame);
}

// Runs what is due in one list; leaves when the rest is not.
function runList(list, now) {
  const duration = list.msecs;
  let ranOne = false;
  while (!isListEmpty(list)) {
    const timer = list._idleNext;
    if (now - timer._idleStart < duration) {
      // Those started within this turn wait for the next one, even when their time has come.
      list.expiry = Math.max(timer._idleStart + duration, now + 1);
      list.sequence = nextSequence++;
      queue.update(list);
      return;
    }
    if (ranOne) runNextTicks();
    ranOne = true;
    // The ticks may have cleared it.
    if (list._idleNext !== timer) continue;
    removeFromList(timer);
    if (timer._onTimeout) runTimer(timer);
    else if (!timer._destroyed) retire(timer);
  }
  // It may have been taken out, and made anew, meanwhile.
  if (lists.get(duration) === list) {
    lists.delete(duration);
    queue.remove(list);
  }
}

// Called by C++. The next expiry; negative when only unref'ed timers are left, 0 when there are none.
function processTimers(now) {
  nextExpiry = Infinity;
  let ranOne = false;
  let list;
  while ((list = queue.peek()) !== undefined) {
    if (list.expiry > now) {
      nextExpiry = list.expiry;
      return timerInfo[kActiveTimeouts] > 0 ? nextExpiry : -nextExpiry;
    }
    if (ranOne) {
      runNextTicks();
      if (queue.peek() !== list) continue;
    }
    ranOne = true;
    runList(list, now);
  }
  return 0;
}

// ---- Immediates ----

class ImmediateList {
  constructor() {
    this.head = null;
    this.tail = null;
  }

  append(item) {
    if (this.tail === null) {
      this.head = item;
    } else {
      this.tail._idleNext = item;
      item._idlePrev = this.tail;
    }
    this.tail = item;
  }

  prepend(item) {
    item._idleNext = this.head;
    if (this.head === null) this.tail = item;
    else this.head._idlePrev = item;
    this.head = item;
  }

  remove(item) {
    if (item._idleNext) item._idleNext._idlePrev = item._idlePrev;
    if (item._idlePrev) item._idlePrev._idleNext = item._idleNext;
    if (item === this.head) this.head = item._idleNext;
    if (item === this.tail) this.tail = item._idlePrev;
    item._idleNext = null;
    item._idlePrev = null;
  }
}

const immediates = new ImmediateList();
// The batch that is running: what an exception leaves of it runs when C++ calls again.
const batch = new ImmediateList();

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = false;
    initAsyncResource(this, 'Immediate');
    this.ref();
    immediateInfo[kImmediateCount]++;
    immediates.append(this);
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (immediateInfo[kImmediateRefCount]++ === 0) binding.toggleImmediateRef(true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--immediateInfo[kImmediateRefCount] === 0) binding.toggleImmediateRef(false);
    }
    return this;
  }

  hasRef() {
    return Boolean(this[kRefed]);
  }

  [Symbol.dispose]() {
    clearImmediate(this);
  }
}

function setImmediate(callback, ...args) {
  validateFunction(callback, 'callback');
  return new Immediate(callback, args.length > 0 ? args : undefined);
}

function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  immediateInfo[kImmediateCount]--;
  immediate._destroyed = true;
  if (immediate[kRefed] && --immediateInfo[kImmediateRefCount] === 0) binding.toggleImmediateRef(false);
  immediate[kRefed] = null;
  emitDestroy(immediate[asyncIdSymbol]);
  immediate._onImmediate = null;
  // In the running batch only the links matter to what follows, and the batch's head.
  if (batch.head === immediate || batch.tail === immediate) batch.remove(immediate);
  else immediates.remove(immediate);
}

// For our own work, before all other immediates of the next turn: neither hooks nor async context see it.
function setFirstImmediate(callback) {
  const immediate = Object.create(Immediate.prototype);
  Object.assign(immediate, { _idleNext: null, _idlePrev: null, _onImmediate: callback, _argv: undefined, _destroyed: false });
  immediate[kRefed] = false;
  immediate[asyncIdSymbol] = 0;
  immediate[triggerAsyncIdSymbol] = 0;
  immediate[kFrame] = undefined;
  immediate.ref();
  immediateInfo[kImmediateCount]++;
  immediates.prepend(immediate);
}

function runImmediate(immediate) {
  immediate._destroyed = true;
  immediateInfo[kImmediateCount]--;
  if (immediate[kRefed]) immediateInfo[kImmediateRefCount]--;  // C++ looks at the count when the phase is over.
  immediate[kRefed] = null;
  const asyncId = immediate[asyncIdSymbol];
  const observed = asyncId !== 0;
  const frame = AsyncContextFrame.exchange(immediate[kFrame]);
  if (observed) emitBefore(asyncId, immediate[triggerAsyncIdSymbol], immediate);
  try {
    const args = immediate._argv;
    if (args === undefined) immediate._onImmediate();
    else immediate._onImmediate(...args);
  } finally {
    immediate._onImmediate = null;
    if (observed) emitDestroy(asyncId);
  }
  if (observed) emitAfter(asyncId);
  AsyncContextFrame.set(frame);
}

// Called by C++ in the check phase, and again after an exception while kImmediateHasOutstanding is set.
function processImmediates() {
  if (batch.head === null) {
    batch.head = immediates.head;
    batch.tail = immediates.tail;
    immediates.head = immediates.tail = null;
  }
  immediateInfo[kImmediateHasOutstanding] = 1;
  let ranOne = false;
  while (batch.head !== null) {
    if (ranOne) runNextTicks();
    ranOne = true;
    const immediate = batch.head;
    if (immediate === null) break;  // The ticks cleared the rest.
    batch.remove(immediate);
    runImmediate(immediate);
  }
  immediateInfo[kImmediateHasOutstanding] = 0;
}

function setupTimers() {
  setHostFunction('processTimers', processTimers);
  setHostFunction('processImmediates', processImmediates);
}

module.exports = {
  TIMEOUT_MAX: kMaxDuration,
  kTimeout: Symbol('timeout'),
  kRefed,
  Timeout,
  Immediate,
  insert,
  clearTimer,
  setImmediate,
  clearImmediate,
  setUnrefTimeout,
  setFirstImmediate,
  getTimerDuration,
  setupTimers,
};
