'use strict';

// MessagePort, MessageChannel, BroadcastChannel. The native port knows messages; here it becomes an event target.

const {
  checkMessagePort, drainMessagePort, makeBroadcast, makeChannel, MessagePort, receiveMessageOnPort: receive, stopMessagePort,
} = internalBinding('messaging');
const { setHostFunction } = internalBinding('env');
const {
  EventTarget, NodeEventTarget, defineEventHandler, initNodeEventTarget, kCreateEvent, kHybridDispatch, kNewListener, kRemoveListener,
} = require('internal/event_target');
const { Event } = require('internal/event');
const { customInspectSymbol } = require('internal/util');
const { codes } = require('internal/errors');
require('internal/structured_clone');  // DataCloneErrors, and objects that travel.

const kPortsOfMessage = Symbol('kPortsOfMessage');
const kNothing = Symbol('kNothing');

// ---- MessagePort ----

const native = {};
for (const name of ['postMessage', 'start', 'hasRef', 'close', 'ref', 'unref']) native[name] = MessagePort.prototype[name];

Object.setPrototypeOf(MessagePort, NodeEventTarget);
Object.setPrototypeOf(MessagePort.prototype, NodeEventTarget.prototype);
// What came from the native handle's prototype, which is no longer in the chain.
MessagePort.prototype.ref = native.ref;
MessagePort.prototype.unref = native.unref;
const { hasRef } = native;
delete MessagePort.prototype.hasRef;
MessagePort.prototype.hasRef = hasRef;

const createEvent = NodeEventTarget.prototype[kCreateEvent];
function createMessageEvent(data, type) {
  if (type !== 'message' && type !== 'messageerror') return Reflect.apply(createEvent, this, [data, type]);
  const ports = this[kPortsOfMessage] ?? [];
  const { MessageEvent } = require('internal/worker/message_event');
  return new MessageEvent(type, { data, ports });
}

const hidden = (value) => ({ __proto__: null, value, writable: false, enumerable: false, configurable: false });
Object.defineProperty(MessagePort.prototype, kCreateEvent, hidden(createMessageEvent));

defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

// A port is alive, and receives, while somebody listens for its messages.
function listenerCame(port, size) {
  if (size !== 1) return;
  native.ref.call(port);
  native.start.call(port);
}

function listenerWent(port, size) {
  if (size !== 0) return;
  stopMessagePort(port);
  native.unref.call(port);
}

const inheritedNewListener = NodeEventTarget.prototype[kNewListener];
Object.defineProperty(MessagePort.prototype, kNewListener, hidden(function(size, type, ...rest) {
  if (type === 'message') listenerCame(this, size);
  return Reflect.apply(inheritedNewListener, this, [size, type, ...rest]);
}));
Object.defineProperty(MessagePort.prototype, kRemoveListener, hidden(function(size, type) {
  if (type === 'message') listenerWent(this, size);
}));

MessagePort.prototype.close = function close(callback) {
  if (typeof callback === 'function') this.once('close', callback);
  native.close.call(this);
};

Object.defineProperty(MessagePort.prototype, customInspectSymbol, hidden(function inspect() {
  if (!checkMessagePort(this)) return this;
  const state = isActive(this) ? { active: true, refed: native.hasRef.call(this) } : { active: false };
  return Object.assign(Object.create(MessagePort.prototype), state, this);
}));

const closedPorts = new WeakSet();
const isActive = (port) => !closedPorts.has(port);

// Like setupPortReferencing() of a port for itself, but of another emitter: a Worker, whose listeners hold its port.
function setupPortReferencing(port, emitter, eventName) {
  native.unref.call(port);
  emitter.on('newListener', (name) => {
    if (name === eventName && emitter.listenerCount(eventName) === 0) listenerCame(port, 1);
  });
  emitter.on('removeListener', (name) => {
    if (name === eventName) listenerWent(port, emitter.listenerCount(eventName));
  });
}

// Called by C++ for every new port.
setHostFunction('MessagePort', MessagePort);
setHostFunction('initMessagePort', (port) => { initNodeEventTarget(port); });

// With every message; `this` is the port. In another vm context a port is no event target, and C++ calls its `onmessage`.
setHostFunction('emitMessage', function emitMessage(data, ports, type) {
  if (ports === undefined) {
    this[kHybridDispatch](data, type, undefined);
    return;
  }
  this[kPortsOfMessage] = ports;
  this[kHybridDispatch](data, type, undefined);
  this[kPortsOfMessage] = undefined;
});

class MessagePortCloseEvent extends Event {
  constructor() { super('close'); }
}

setHostFunction('emitPortClose', function emitPortClose() {
  closedPorts.add(this);
  if (typeof this.dispatchEvent === 'function') this.dispatchEvent(new MessagePortCloseEvent());
});

// The next waiting message as { message }, undefined when there is none.
function receiveMessageOnPort(port) {
  if (port instanceof BroadcastChannel) port = portOf(port);
  const message = receive(port, kNothing);
  return message === kNothing ? undefined : { message };
}

function drainPort(port) {
  if (port !== undefined && port !== null) drainMessagePort(port);
}

// ---- MessageChannel ----

function MessageChannel() {
  if (new.target === undefined) throw new codes.ERR_CONSTRUCT_CALL_REQUIRED('MessageChannel');
  const [port1, port2] = makeChannel();
  this.port1 = port1;
  this.port2 = port2;
}

// ---- BroadcastChannel ----

class BroadcastChannel extends EventTarget {
  #name;
  #port;

  constructor(name) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    const port = this.#port = makeBroadcast(`name ${this.#name}`);
    port.on('message', (data) => this.#emit('message', data));
    port.on('messageerror', (data) => this.#emit('messageerror', data));
  }

  #emit(type, data) {
    const { MessageEvent } = require('internal/worker/message_event');
    this.dispatchEvent(new MessageEvent(type, { data }));
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) throw new codes.ERR_INVALID_THIS('BroadcastChannel');
    return value;
  }

  static portOf(channel) {
    return channel.#port;
  }

  [customInspectSymbol](depth, options) {
    BroadcastChannel.#of(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#port !== undefined }, inner)}`;
  }

  get name() {
    return BroadcastChannel.#of(this).#name;
  }

  close() {
    const channel = BroadcastChannel.#of(this);
    if (channel.#port === undefined) return;
    channel.#port.close();
    channel.#port = undefined;
  }

  postMessage(message) {
    const channel = BroadcastChannel.#of(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS('message');
    if (channel.#port === undefined) {
      const { DOMException } = require('internal/domexception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    if (channel.#port.postMessage(message) === undefined) {
      const { DOMException } = require('internal/domexception');
      throw new DOMException('Message could not be posted.');
    }
  }

  ref() {
    BroadcastChannel.#of(this).#port?.ref();
    return this;
  }

  unref() {
    BroadcastChannel.#of(this).#port?.unref();
    return this;
  }
}

const portOf = BroadcastChannel.portOf;
delete BroadcastChannel.portOf;

const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(BroadcastChannel.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'BroadcastChannel' },
  name: kEnumerable,
  close: kEnumerable,
  postMessage: kEnumerable,
});
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = {
  BroadcastChannel,
  MessageChannel,
  MessagePort,
  drainPort,
  nativePort: native,
  receiveMessageOnPort,
  setupPortReferencing,
};
