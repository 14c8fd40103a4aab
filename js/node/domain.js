'use strict';

// Domains: deprecated for long, still loaded by libraries. Once this module is loaded, emitters and asynchronous resources that are made while a
// domain is active belong to it; what they throw is its 'error'.

const EventEmitter = require('events');
const { createHook } = require('async_hooks');
const {
  codes: { ERR_DOMAIN_CALLBACK_NOT_AVAILABLE, ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE, ERR_UNHANDLED_ERROR },
} = require('internal/errors');
const { setUncaughtExceptionCaptureCallback, hasUncaughtExceptionCaptureCallback } = require('internal/process/uncaught');

if (hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();
const loadedAt = new Error('require(`domain`) at this point').stack;
process.setUncaughtExceptionCaptureCallback = function() {
  const error = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  error.stack += `\n${'-'.repeat(40)}\n${loadedAt}`;
  throw error;
};

const { init: initEmitter, prototype: { emit: plainEmit } } = EventEmitter;

let stack = [];
let current = null;

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function hide(object, name, value) {
  Object.defineProperty(object, name, { __proto__: null, configurable: true, enumerable: false, value, writable: true });
}

function activate(domain) {
  current = module.exports.active = domain;
}

// Errors go to the domains while one of those that are entered listens.
function updateCapture(isListening = false) {
  setUncaughtExceptionCaptureCallback(null);
  if (!isListening && !stack.some((domain) => domain.listenerCount('error') > 0)) return;
  setUncaughtExceptionCaptureCallback((error) => current._errorHandler(error));
}

function leaveAll() {
  stack.length = 0;
  activate(null);
  updateCapture();
}

// Async id -> the domain its resource was made in.
const domainOf = new Map();

const hook = createHook({
  init(asyncId, type, trigger, resource) {
    if (current === null || current === undefined) return;
    domainOf.set(asyncId, new WeakRef(current));
    hide(resource, 'domain', current);
  },
  before(asyncId) {
    domainOf.get(asyncId)?.deref()?.enter();
  },
  after(asyncId) {
    domainOf.get(asyncId)?.deref()?.exit();
  },
  destroy(asyncId) {
    domainOf.delete(asyncId);
  },
});

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    hook.enable();
    this.on('removeListener', () => updateCapture());
    this.on('newListener', (name) => updateCapture(name === 'error' && stack.includes(this)));
  }

  enter() {
    activate(this);
    stack.push(this);
    updateCapture();
  }

  // Leaves what was entered inside of it, too.
  exit() {
    const index = stack.lastIndexOf(this);
    if (index === -1) return;
    stack.splice(index);
    activate(stack.at(-1));
    updateCapture();
  }

  add(member) {
    if (member.domain === this) return;
    if (member.domain) member.domain.remove(member);
    if (this.domain && member instanceof Domain) {
      for (let outer = this.domain; outer; outer = outer.domain) if (member === outer) return;  // No circles.
    }
    hide(member, 'domain', this);
    this.members.push(member);
  }

  remove(member) {
    member.domain = null;
    const index = this.members.indexOf(member);
    if (index !== -1) this.members.splice(index, 1);
  }

  run(fn, ...args) {
    this.enter();
    const result = Reflect.apply(fn, this, args);
    this.exit();
    return result;
  }

  bind(callback) {
    const domain = this;
    function runBound(...args) {
      domain.enter();
      const result = Reflect.apply(callback, this, args);
      domain.exit();
      return result;
    }
    hide(runBound, 'domain', this);
    return runBound;
  }

  // As bind(), but a first argument that is an error goes to the domain and not to the callback.
  intercept(callback) {
    const domain = this;
    function runIntercepted(error, ...args) {
      if (error instanceof Error) {
        error.domainBound = callback;
        error.domainThrown = false;
        hide(error, 'domain', domain);
        domain.emit('error', error);
        return undefined;
      }
      domain.enter();
      const result = Reflect.apply(callback, domain, args);
      domain.exit();
      return result;
    }
    return runIntercepted;
  }

  // An error that nobody caught while this domain was the innermost one. Throws on what nobody takes.
  _errorHandler(error) {
    if (isObject(error)) {
      hide(error, 'domain', this);
      error.domainThrown = true;
    }
    let taken = false;
    if (stack.length === 1) {
      if (this.listenerCount('error') > 0) {
        setUncaughtExceptionCaptureCallback(null);  // What the listener throws is nobody's.
        try {
          taken = this.emit('error', error);
        } finally {
          updateCapture();
        }
      }
    } else {
      taken = this.#tellOrPassOn(error);
    }
    leaveAll();
    return taken;
  }

  #tellOrPassOn(error) {
    try {
      return this.emit('error', error);
    } catch (thrown) {
      stack.pop();
      if (stack.length === 0) {
        updateCapture();
        throw thrown;
      }
      activate(stack.at(-1));
      return current._errorHandler(thrown);
    }
  }
}

EventEmitter.usingDomains = true;
EventEmitter.init = function init(options) {
  hide(this, 'domain', null);
  if (current && !(this instanceof Domain)) this.domain = current;
  return Reflect.apply(initEmitter, this, [options]);
};

// An 'error' that an emitter of a domain has no listener for is the domain's; its handler runs outside of the domain.
function emitToDomain(emitter, domain, value) {
  const error = value ? value : new ERR_UNHANDLED_ERROR(value);
  if (isObject(error)) {
    error.domainEmitter = emitter;
    hide(error, 'domain', domain);
    error.domainThrown = false;
  }
  const [outerStack, outerDomain] = [stack.slice(), current];
  while (stack.length > 0 && stack.at(-1) === current) stack.pop();
  activate(stack.length > 0 ? stack.at(-1) : null);
  updateCapture();
  domain.emit('error', error);
  stack = module.exports._stack = outerStack;
  activate(outerDomain);
  updateCapture();
  return false;
}

EventEmitter.prototype.emit = function emit(...args) {
  const { domain } = this;
  const isError = args[0] === 'error';
  if (domain === null || domain === undefined || this === process || (isError && this.listenerCount('error') > 0)) {
    return Reflect.apply(plainEmit, this, args);
  }
  if (isError) return emitToDomain(this, domain, args[1]);
  domain.enter();
  const result = Reflect.apply(plainEmit, this, args);
  domain.exit();
  return result;
};

Object.defineProperty(process, 'domain', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get: () => current,
  set(value) { activate(value); },
});

function createDomain() {
  return new Domain();
}

module.exports = { _stack: stack, Domain, createDomain, create: createDomain, active: null };
