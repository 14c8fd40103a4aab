'use strict';

// The DOM's Event and CustomEvent.

const { codes } = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateObject, kValidateObjectAllowObjects } = require('internal/validators');

const kIsBeingDispatched = Symbol('kIsBeingDispatched');
const kStop = Symbol('kStop');
const kTarget = Symbol('kTarget');
const kTrustEvent = Symbol('kTrustEvent');

const trustedEvents = new WeakSet();

const kIsEvent = Symbol('kIsEvent');

function isEvent(value) {
  return value?.[kIsEvent] === true;
}

function requireEvent(value) {
  if (!isEvent(value)) throw new codes.ERR_INVALID_THIS('Event');
  return value;
}

class Event {
  #cancelable = false;
  #bubbles = false;
  #composed = false;
  #defaultPrevented = false;
  #timestamp = performance.now();
  #propagationStopped = false;
  #type;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (options != null) validateObject(options, 'options', kValidateObjectAllowObjects);
    this.#bubbles = !!options?.bubbles;
    this.#cancelable = !!options?.cancelable;
    this.#composed = !!options?.composed;
    this.#type = `${type}`;
    if (options?.[kTrustEvent]) trustedEvents.add(this);
    this[kTarget] = null;
    this[kIsBeingDispatched] = false;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    requireEvent(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    if (this[kIsBeingDispatched]) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }

  [customInspectSymbol](depth, options) {
    requireEvent(this);
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    const shown = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
    return `${name} ${inspect({
      type: this.#type,
      defaultPrevented: this.#defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.timeStamp,
    }, shown)}`;
  }

  stopImmediatePropagation() {
    requireEvent(this);
    // Nothing of ours bubbles, so stopping here is stopping everywhere.
    this.#propagationStopped = true;
    this[kStop] = true;
  }

  preventDefault() {
    requireEvent(this);
    this.#defaultPrevented = true;
  }

  get target() {
    return requireEvent(this)[kTarget];
  }

  get currentTarget() {
    requireEvent(this);
    return this[kIsBeingDispatched] ? this[kTarget] : null;
  }

  get srcElement() {
    return requireEvent(this)[kTarget];
  }

  get type() {
    return requireEvent(this).#type;
  }

  get cancelable() {
    return requireEvent(this).#cancelable;
  }

  get defaultPrevented() {
    return requireEvent(this).#cancelable && this.#defaultPrevented;
  }

  get timeStamp() {
    return requireEvent(this).#timestamp;
  }

  composedPath() {
    requireEvent(this);
    return this[kIsBeingDispatched] ? [this[kTarget]] : [];
  }

  get returnValue() {
    requireEvent(this);
    return !this.#cancelable || !this.#defaultPrevented;
  }

  get bubbles() {
    return requireEvent(this).#bubbles;
  }

  get composed() {
    return requireEvent(this).#composed;
  }

  get eventPhase() {
    return requireEvent(this)[kIsBeingDispatched] ? Event.AT_TARGET : Event.NONE;
  }

  get cancelBubble() {
    return requireEvent(this).#propagationStopped;
  }

  set cancelBubble(value) {
    requireEvent(this);
    if (value) this.#propagationStopped = true;
  }

  stopPropagation() {
    requireEvent(this);
    this.#propagationStopped = true;
  }

  get isTrusted() {
    return trustedEvents.has(requireEvent(this));
  }
}

const kEnumerable = { __proto__: null, enumerable: true };

Object.defineProperties(Event.prototype, {
  [Symbol.toStringTag]: { writable: false, enumerable: false, configurable: true, value: 'Event' },
  [kIsEvent]: { value: true },
  initEvent: kEnumerable,
  stopImmediatePropagation: kEnumerable,
  preventDefault: kEnumerable,
  target: kEnumerable,
  currentTarget: kEnumerable,
  srcElement: kEnumerable,
  type: kEnumerable,
  cancelable: kEnumerable,
  defaultPrevented: kEnumerable,
  timeStamp: kEnumerable,
  composedPath: kEnumerable,
  returnValue: kEnumerable,
  bubbles: kEnumerable,
  composed: kEnumerable,
  eventPhase: kEnumerable,
  cancelBubble: kEnumerable,
  stopPropagation: kEnumerable,
  isTrusted: { __proto__: null, enumerable: true, configurable: false },  // Scripts cannot forge it.
});
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach((name, value) => {
  Object.defineProperty(Event, name, { value, enumerable: true });
});

class CustomEvent extends Event {
  #detail;

  constructor(type, options = kEmptyObject) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (typeof this !== 'object' || this === null || !(#detail in this)) throw new codes.ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}

Object.defineProperties(CustomEvent.prototype, {
  [Symbol.toStringTag]: { writable: false, enumerable: false, configurable: true, value: 'CustomEvent' },
  detail: kEnumerable,
});

// An event may be dispatched again, but not while it is.
function beginDispatch(event, target) {
  if (event[kIsBeingDispatched]) throw new codes.ERR_EVENT_RECURSION(event.type);
  event[kTarget] = target;
  event[kIsBeingDispatched] = true;
}

module.exports = {
  CustomEvent,
  Event,
  beginDispatch,
  isEvent,
  kEnumerable,
  kIsBeingDispatched,
  kStop,
  kTarget,
  kTrustEvent,
};
