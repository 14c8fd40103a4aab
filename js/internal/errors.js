'use strict';

// Node's errors: the ERR_* classes (`codes`), and the helpers that make, hide and print stack traces. The messages are in errors/messages
// and errors/rare_messages, the errors of the operating system in errors/system.

const { AggregateError, Error } = globalThis;
const captureStackTrace = Error.captureStackTrace;
const errorToString = Error.prototype.toString;
const apply = Reflect.apply;
const defineProperty = Object.defineProperty;

// Present in errors whose stack starts with "Name [CODE]: message".
const kIsNodeError = Symbol('kIsNodeError');
const kEnhanceStackBeforeInspector = Symbol('kEnhanceStackBeforeInspector');

const lazyInspect = () => require('internal/util/inspect');

// -- Classes -------------------------------------------------------------------------------------------------------------------------------

function internalAssert(condition, text) {
  if (!condition) throw new codes.ERR_INTERNAL_ASSERTION(text);
}

function countPlaceholders(text) {
  return text.match(/%[dfijoOs]/g)?.length ?? 0;
}

function checkArguments(key, given, required, exact) {
  internalAssert(exact ? given === required : given >= required,
                 `Code: ${key}; The provided arguments length (${given}) does not match the required ones (${required}).`);
}

function formatMessage(key, text, placeholders, args) {
  checkArguments(key, args.length, placeholders, true);
  return args.length === 0 ? text : lazyInspect().format(text, ...args);
}

// The message of a code without an error around it. `self` is the error for messages that add properties to it.
function getMessage(key, args, self) {
  const message = entryOf(key)[1];
  if (typeof message === 'string') return formatMessage(key, message, countPlaceholders(message), args);
  checkArguments(key, args.length, message.length, false);
  return apply(message, self, args);
}

function defineHidden(target, name, value, writable = true) {
  defineProperty(target, name, { __proto__: null, value, configurable: true, enumerable: false, writable });
}

function makeClass(Base, key, message) {
  const placeholders = typeof message === 'string' ? countPlaceholders(message) : -1;
  class NodeError extends Base {
    constructor(...args) {
      if (placeholders >= 0) {
        super(formatMessage(key, message, placeholders, args));
      } else {
        super();
        this.code = key;  // Before what the message function may add, as Node's errors show them.
        checkArguments(key, args.length, message.length, false);
        defineHidden(this, 'message', apply(message, this, args));
      }
      this.code = key;
    }

    // Users see a plain TypeError with a code.
    get ['constructor']() { return Base; }
    get [kIsNodeError]() { return true; }
    toString() { return `${this.name} [${key}]: ${this.message}`; }

    // Node's name for "the validator removes itself from the stack", which ours do for every class.
    static get HideStackFramesError() { return NodeError; }
  }
  return NodeError;
}

function makeSystemClass(key) {
  return class NodeError extends system.SystemError {
    constructor(context) { super(key, context); }
    static get HideStackFramesError() { return this; }
  };
}

const tables = [];
function entryOf(key) {
  if (tables.length === 0) tables.push(require('internal/errors/messages'));
  let entry = tables[0][key];
  if (entry === undefined) {
    if (tables.length === 1) tables.push(require('internal/errors/rare_messages'));
    entry = tables[1][key];
  }
  return entry;
}

// mksnapshot lets go of them: most programs meet no code but those whose classes are there already.
function forgetMessages() {
  const { forget } = require('internal/realm');
  forget('internal/errors/messages');
  forget('internal/errors/rare_messages');
  tables.length = 0;
}

const classes = { __proto__: null };
function classOf(key) {
  const entry = entryOf(key);
  if (entry === undefined) return undefined;
  const { 0: Base, 1: message } = entry;
  if (Base === 'SystemError') return makeSystemClass(key);
  const Class = makeClass(Base, key, message);
  for (let i = 2; i < entry.length; i++) Class[entry[i].name] = makeClass(entry[i], key, message);
  return Class;
}

// `codes.ERR_X` is made when it is first asked for: of 300 classes a script needs a few dozen.
const codes = new Proxy(classes, {
  __proto__: null,
  get(target, key) {
    const known = target[key];
    if (known !== undefined || typeof key !== 'string') return known;
    const made = classOf(key);
    if (made === undefined && key.startsWith('ERR_')) throw new codes.ERR_INTERNAL_ASSERTION(`Unknown error code ${key}`);
    return target[key] = made;
  },
  has(target, key) { return typeof key === 'string' && entryOf(key) !== undefined; },
});

// Adds a code at run time (subsystems with codes of their own).
function E(key, message, Base, ...others) {
  const Class = makeClass(Base, key, message);
  for (const Other of others) Class[Other.name] = makeClass(Other, key, message);
  classes[key] = Class;
}

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() { return Error; }
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(errors, message);
    this.code = errors[0]?.code;
  }

  get ['constructor']() { return AggregateError; }
  get [kIsNodeError]() { return true; }
}

// The error to report when cleaning up after `outer` failed with `inner`, or the reverse.
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const error = new AggregateError([outer, inner], outer.message);
  hideFrom(error, aggregateTwoErrors);
  error.code = outer.code;
  return error;
}

const genericNodeError = hideStackFrames(function genericNodeError(message, properties) {
  return Object.assign(new Error(message), properties);
});

// -- Stack traces --------------------------------------------------------------------------------------------------------------------------

function isErrorStackTraceLimitWritable() {
  const descriptor = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (descriptor === undefined) return Object.isExtensible(Error);
  return descriptor.writable ?? descriptor.set !== undefined;
}

// Lets the stack of `error` begin at the caller of `fn`.
function hideFrom(error, fn) {
  if (Error.stackTraceLimit) captureStackTrace(error, fn);
  return error;
}

// A new error whose stack begins at the caller of `fn`, at the price of one stack trace. A frozen Error only costs a second one.
function newHiddenFrom(fn, Class, ...args) {
  const limit = Error.stackTraceLimit;
  const wasSet = Reflect.set(Error, 'stackTraceLimit', 0);
  let error;
  try {
    error = new Class(...args);
  } finally {
    if (wasSet) Error.stackTraceLimit = limit;
  }
  return hideFrom(error, fn);
}

// A function whose errors seem to come from its caller. Costs a call with arguments as an array: hot functions use hideFrom() instead.
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return apply(fn, this, args);
    } catch (error) {
      if (typeof error === 'object' && error !== null) hideFrom(error, wrapped);
      throw error;
    }
  }
  wrapped.withoutStackTrace = fn;
  return wrapped;
}

const overrideStackTrace = new WeakMap();

function defaultPrepareStackTrace(error, trace) {
  const first = kIsNodeError in error ? `${error.name} [${error.code}]: ${error.message}` : apply(errorToString, error, []);
  return trace.length === 0 ? first : `${first}\n    at ${trace.join('\n    at ')}`;
}

let internalPrepareStackTrace = defaultPrepareStackTrace;
function setInternalPrepareStackTrace(callback) {
  internalPrepareStackTrace = callback;
}

// What V8 calls when `error.stack` is first read. `global` is that of the error's own context.
function prepareStackTraceCallback(global, error, trace) {
  const override = overrideStackTrace.get(error);
  if (override !== undefined) {
    overrideStackTrace.delete(error);
    return override(error, trace);
  }
  const own = global.Error?.prepareStackTrace;
  if (typeof own === 'function') return apply(own, global.Error, [error, trace]);
  // An error of another context: the main context's function serves too, as users of vm expect.
  if (typeof Error.prepareStackTrace === 'function') return Error.prepareStackTrace(error, trace);
  return internalPrepareStackTrace(error, trace);
}

// The value of Error.prepareStackTrace that stands for "as usual".
function ErrorPrepareStackTrace(error, trace) {
  return internalPrepareStackTrace(error, trace);
}

function hideInternalStackFrames(error) {
  overrideStackTrace.set(error, (self, frames) => {
    const shown = frames.filter((frame) => !/^(?:isoscope:internal|node:internal)/.test(frame.getFileName() || ''));
    return [self, ...shown].join('\n    at ');
  });
}

let overflowName;
let overflowMessage;
function isStackOverflowError(error) {
  if (overflowMessage === undefined) {
    const overflow = () => { overflow(); };
    try {
      overflow();
    } catch (thrown) {
      overflowMessage = thrown.message;
      overflowName = thrown.name;
    }
  }
  if (!error) return false;
  // A regular expression that finds no stack to be compiled on says so in words of its own.
  if (error.name === 'SyntaxError') return typeof error.message === 'string' && error.message.endsWith(': Stack overflow');
  return error.name === overflowName && error.message === overflowMessage;
}

function inspectWithNoCustomRetry(value, options) {
  const { inspect } = lazyInspect();
  try {
    return inspect(value, options);
  } catch {
    return inspect(value, { ...options, customInspect: false });
  }
}

// Where the arrow message of an error ("file:line", source line, caret) is kept until it is printed.
const arrowMessages = new WeakMap();
function setArrowMessage(error, arrow) {
  arrowMessages.set(error, arrow);
}
function getArrowMessage(error) {
  return arrowMessages.get(error);
}

// What a fatal exception shows, before and after an inspector saw it.
const fatalExceptionStackEnhancers = {
  beforeInspector(error) {
    if (typeof error[kEnhanceStackBeforeInspector] === 'function') {
      try {
        error.stack = error[kEnhanceStackBeforeInspector]();
      } catch {
        // Only an improvement of the text: the plain stack serves.
      }
    }
    return error.stack;
  },
  afterInspector(error) {
    const stack = error.stack;
    const { inspect, inspectDefaultOptions } = lazyInspect();
    const colors = require('internal/util/colors').shouldColorizeFd(2) || inspectDefaultOptions.colors;
    try {
      return inspect(error, { colors, customInspect: false, depth: Math.max(inspectDefaultOptions.depth, 5) });
    } catch {
      return stack;
    }
  },
};

const describe = require('internal/errors/describe');
const system = require('internal/errors/system').connect({ getMessage, kIsNodeError });

module.exports = {
  AbortError,
  ConnResetException,
  E,
  ErrorPrepareStackTrace,
  NodeAggregateError,
  aggregateTwoErrors,
  codes,
  defaultPrepareStackTrace,
  determineSpecificType: describe.determineSpecificType,
  fatalExceptionStackEnhancers,
  forgetMessages,
  formatList: describe.formatList,
  genericNodeError,
  getArrowMessage,
  getMessage,
  hideFrom,
  hideInternalStackFrames,
  hideStackFrames,
  inspectWithNoCustomRetry,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kEnhanceStackBeforeInspector,
  kIsNodeError,
  newHiddenFrom,
  overrideStackTrace,
  prepareStackTraceCallback,
  setArrowMessage,
  setInternalPrepareStackTrace,
  ...system,
};
