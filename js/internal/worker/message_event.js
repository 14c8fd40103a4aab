'use strict';

// MessageEvent: what a port, a broadcast channel or a socket received.

const { Event, kEnumerable } = require('internal/event');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { checkMessagePort } = internalBinding('messaging');

function validatePort(port, name) {
  if (!checkMessagePort(port)) throw new ERR_INVALID_ARG_TYPE(name, 'MessagePort', port);
}

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, init = undefined) {
    super(type, init);
    const { data = null, origin = '', lastEventId = '', source = null, ports = [] } = init ?? {};
    if (source !== null) validatePort(source, 'init.source');
    if (ports === null || typeof ports !== 'object' || typeof ports[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('init.ports', 'Iterable', ports);
    }
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = [...ports];
    this.#ports.forEach((port, index) => validatePort(port, `init.ports[${index}]`));
    Object.freeze(this.#ports);
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#data in value)) throw new ERR_INVALID_THIS('MessageEvent');
    return value;
  }

  get data() { return MessageEvent.#of(this).#data; }
  get origin() { return MessageEvent.#of(this).#origin; }
  get lastEventId() { return MessageEvent.#of(this).#lastEventId; }
  get source() { return MessageEvent.#of(this).#source; }
  get ports() { return MessageEvent.#of(this).#ports; }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', source = null, ports = []) {
    return new MessageEvent(type, { bubbles, cancelable, data, origin, lastEventId, source, ports });
  }
}

Object.defineProperties(MessageEvent.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'MessageEvent' },
  data: kEnumerable,
  origin: kEnumerable,
  lastEventId: kEnumerable,
  source: kEnumerable,
  ports: kEnumerable,
  initMessageEvent: kEnumerable,
});

module.exports = { MessageEvent };
