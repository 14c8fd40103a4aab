'use strict';

// EventTarget as the DOM specifies it, and NodeEventTarget, which adds what EventEmitter's users expect (on, off, emit ...).

const { codes } = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const {
  kValidateObjectAllowObjectsAndNull,
  validateAbortSignal,
  validateObject,
} = require('internal/validators');
const {
  CustomEvent,
  Event,
  beginDispatch,
  isEvent,
  kEnumerable,
  kIsBeingDispatched,
  kStop,
  kTarget,
  kTrustEvent,
} = require('internal/event');
const EventEmitter = require('events');
const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = EventEmitter;

const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kEvents = Symbol('kEvents');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kCreateEvent = Symbol('kCreateEvent');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kHandlers = Symbol('kHandlers');
const kWeakHandler = Symbol('kWeak');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');

// A weak listener lives as long as the object it was given for.
const weakListeners = new WeakMap();
let weakRegistry;

// One registration. Those of a type form a doubly linked list behind a root, in the order they were added, so that any may be removed
// at any time of a dispatch.
class Registration {
  constructor(previous, listener, flags) {
    this.previous = previous;
    this.next = undefined;
    previous.next = this;
    this.once = flags.once;
    this.capture = flags.capture;
    this.passive = flags.passive;
    this.isNodeStyle = flags.isNodeStyle;
    this.resistStop = flags.resistStop;
    this.removed = false;
    this.weak = flags.weak !== undefined;
    this.listener = listener;
    if (this.weak) {
      this.listener = new WeakRef(listener);
      weakListeners.set(flags.weak, listener);
    }
  }

  // Undefined once a weak listener is gone.
  target() {
    return this.weak ? this.listener.deref() : this.listener;
  }

  same(listener, capture) {
    return this.capture === capture && this.target() === listener;
  }

  remove() {
    this.previous.next = this.next;
    if (this.next !== undefined) this.next.previous = this.previous;
    this.removed = true;
  }
}

function initEventTarget(self) {
  self[kEvents] = new Map();
  self[kMaxEventTargetListeners] = EventEmitter.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = new Map();
}

function isEventTarget(value) {
  return Boolean(value?.constructor?.[kIsEventTarget]);
}

function isNodeEventTarget(value) {
  return Boolean(value?.constructor?.[kIsNodeEventTarget]);
}

function requireTarget(value) {
  if (!isEventTarget(value)) throw new codes.ERR_INVALID_THIS('EventTarget');
}

function requireNodeTarget(value) {
  if (!isNodeEventTarget(value)) throw new codes.ERR_INVALID_THIS('NodeEventTarget');
}

// False for null and undefined, which the DOM accepts and ignores.
function isUsableListener(listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true;
  if (listener == null) return false;
  if (typeof listener === 'object') return true;
  throw new codes.ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function listenerFlags(options) {
  if (typeof options === 'boolean') options = { capture: options };
  if (options === null || options === undefined) options = kEmptyObject;
  validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    isNodeStyle: Boolean(options[kIsNodeStyleListener]),
    weak: options[kWeakHandler],
    resistStop: options[kResistStopPropagation] ?? false,
  };
}

function emitTargetWarning(message, name, target, type, count) {
  const warning = new Error(message);
  warning.name = name;
  warning.target = target;
  warning.type = type;
  if (count !== undefined) warning.count = count;
  process.emitWarning(warning);
}

// What a listener throws, or rejects with, is an uncaught exception: never the dispatcher's business.
function throwLater(error) {
  process.nextTick(() => {
    throw error;
  });
}

function watchPromise(result) {
  const then = result.then;
  if (typeof then === 'function') Reflect.apply(then, result, [undefined, throwLater]);
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type) {
    const limit = this[kMaxEventTargetListeners];
    if (limit > 0 && size > limit && !this[kMaxEventTargetListenersWarned]) {
      this[kMaxEventTargetListenersWarned] = true;
      const { inspect } = require('internal/util/inspect');
      emitTargetWarning(
        `Possible EventTarget memory leak detected. ${size} ${type} listeners added to ${inspect(this, { depth: -1 })}. ` +
        `MaxListeners is ${limit}. Use events.setMaxListeners() to increase limit`, 'MaxListenersExceededWarning', this, type, size);
    }
  }

  [kRemoveListener]() {}

  addEventListener(type, listener, options = kEmptyObject) {
    requireTarget(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    const flags = listenerFlags(options);
    if (!isUsableListener(listener)) {
      emitTargetWarning(`addEventListener called with ${listener} which has no effect.`, 'AddEventListenerArgumentTypeWarning', this, type);
      return;
    }
    type = `${type}`;

    const { signal } = flags;
    if (signal !== undefined) {
      validateAbortSignal(signal, 'options.signal');
      if (signal.aborted) return;
      // Weak: a signal that outlives the target must not keep it.
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, options),
                              { __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }

    let root = this[kEvents].get(type);
    if (root === undefined) {
      root = { size: 0, next: undefined };
      this[kEvents].set(type, root);
    }
    let last = root;
    for (let entry = root.next; entry !== undefined; entry = entry.next) {
      if (entry.same(listener, flags.capture)) return;
      last = entry;
    }
    const registration = new Registration(last, listener, flags);
    if (registration.weak) {
      weakRegistry ??= new FinalizationRegistry((drop) => drop());
      const held = new WeakRef(this);
      weakRegistry.register(listener, () => {
        const target = held.deref();
        if (target !== undefined && !registration.removed) drop(target, root, registration, undefined, type);
      }, registration);
    }
    root.size++;
    this[kNewListener](root.size, type, listener, flags.once, flags.capture, flags.passive, registration.weak);
  }

  removeEventListener(type, listener, options = kEmptyObject) {
    requireTarget(this);
    if (arguments.length < 2) throw new codes.ERR_MISSING_ARGS('type', 'listener');
    if (!isUsableListener(listener)) return;
    type = `${type}`;
    const capture = Boolean(typeof options === 'boolean' ? options : options?.capture);
    const root = this[kEvents].get(type);
    for (let entry = root?.next; entry !== undefined; entry = entry.next) {
      if (entry.same(listener, capture)) {
        drop(this, root, entry, listener, type);
        return;
      }
    }
  }

  dispatchEvent(event) {
    requireTarget(this);
    if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS('event');
    if (!isEvent(event)) throw new codes.ERR_INVALID_ARG_TYPE('event', 'Event', event);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  // `nodeValue` is what Node-style listeners get; the event is made only when a DOM listener wants one.
  [kHybridDispatch](nodeValue, type, event) {
    const createEvent = () => {
      if (event === undefined) {
        event = this[kCreateEvent](nodeValue, type);
        event[kTarget] = this;
        event[kIsBeingDispatched] = true;
      }
      return event;
    };
    if (event !== undefined) beginDispatch(event, this);

    const root = this[kEvents].get(type);
    let entry = root?.next;
    while (entry !== undefined && (entry.resistStop || event?.[kStop] !== true)) {
      if (!entry.removed) {
        const listener = entry.target();
        if (entry.once) drop(this, root, entry, listener, type);
        if (listener !== undefined) {
          try {
            callListener(this, listener, entry.isNodeStyle ? nodeValue : createEvent());
          } catch (error) {
            throwLater(error);
          }
        }
      }
      // Read only now: the listener may have removed those after it. A removed entry's `next` still leads on.
      entry = entry.next;
    }
    if (event !== undefined) event[kIsBeingDispatched] = false;
  }

  [kCreateEvent](nodeValue, type) {
    return new CustomEvent(type, { detail: nodeValue });
  }

  [customInspectSymbol](depth, options) {
    requireTarget(this);
    const name = this.constructor.name;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({}, { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth })}`;
  }
}

function callListener(target, listener, argument) {
  let result;
  if (typeof listener === 'function') {
    result = Reflect.apply(listener, target, [argument]);
  } else if (typeof listener.handleEvent === 'function') {
    result = listener.handleEvent(argument);
  }
  if (result !== undefined && result !== null) watchPromise(result);
}

function drop(target, root, registration, listener, type) {
  registration.remove();
  root.size--;
  if (root.size === 0 && target[kEvents].get(type) === root) target[kEvents].delete(type);
  if (registration.weak) weakRegistry.unregister(registration);
  target[kRemoveListener](root.size, type, listener, registration.capture);
}

Object.defineProperties(EventTarget.prototype, {
  addEventListener: kEnumerable,
  removeEventListener: kEnumerable,
  dispatchEvent: kEnumerable,
  [Symbol.toStringTag]: { writable: false, enumerable: false, configurable: true, value: 'EventTarget' },
});

function initNodeEventTarget(self) {
  initEventTarget(self);
}

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    requireNodeTarget(this);
    EventEmitter.setMaxListeners(n, this);
  }

  getMaxListeners() {
    requireNodeTarget(this);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    requireNodeTarget(this);
    return Array.from(this[kEvents].keys());
  }

  listenerCount(type) {
    requireNodeTarget(this);
    return this[kEvents].get(String(type))?.size ?? 0;
  }

  off(type, listener, options) {
    requireNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    requireNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    requireNodeTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  addListener(type, listener) {
    requireNodeTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  emit(type, arg) {
    requireNodeTarget(this);
    const hadListeners = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return hadListeners;
  }

  once(type, listener) {
    requireNodeTarget(this);
    this.addEventListener(type, listener, { once: true, [kIsNodeStyleListener]: true });
    return this;
  }

  removeAllListeners(type) {
    requireNodeTarget(this);
    if (type !== undefined) {
      this[kEvents].delete(String(type));
    } else {
      this[kEvents].clear();
    }
    return this;
  }
}

for (const name of ['setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener', 'on', 'addListener',
                    'once', 'emit', 'removeAllListeners']) {
  Object.defineProperty(NodeEventTarget.prototype, name, kEnumerable);
}

// The `on<name>` attribute: one listener, which keeps its place in the order when it is replaced.
function defineEventHandler(prototype, name, event = name) {
  const property = `on${name}`;
  const getter = {
    [property]() {
      requireTarget(this);
      return this[kHandlers].get(event)?.handler ?? null;
    },
  }[property];
  const setter = {
    [property](value) {
      requireTarget(this);
      const wrapped = this[kHandlers].get(event);
      const usable = typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : null;
      if (wrapped !== undefined) {
        const had = wrapped.handler !== null;
        wrapped.handler = usable;
        if (had === (usable !== null)) return;
        // An attribute without a listener keeps its place but counts no more.
        const root = this[kEvents].get(event);
        if (root === undefined) return;
        if (had) this[kRemoveListener](--root.size, event, wrapped, false);
        else this[kNewListener](++root.size, event, wrapped, false, false, false, false);
        return;
      }
      if (usable === null) return;
      const wrapper = function(...args) {
        if (typeof wrapper.handler === 'function') return Reflect.apply(wrapper.handler, this, args);
        return undefined;
      };
      wrapper.handler = usable;
      this[kHandlers].set(event, wrapper);
      this.addEventListener(event, wrapper);
    },
  }[property];
  Object.defineProperty(getter, 'name', { value: `get ${property}` });
  Object.defineProperty(setter, 'name', { value: `set ${property}` });
  Object.defineProperty(prototype, property, { get: getter, set: setter, configurable: true, enumerable: true });
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initEventTarget,
  initNodeEventTarget,
  isEventTarget,
  kCreateEvent,
  kEvents,
  kHybridDispatch,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
};
