'use strict';

// Promises that were rejected without a handler, and those that got one too late.
//
// V8 reports each rejection as it happens; we look at the list after ticks and microtasks have run, so a handler that is added in the same
// turn counts. What happens then is chosen by --unhandled-rejections.

const { fields, constants, setHostFunction } = internalBinding('env');
const { kHasRejectionToWarn } = constants;
const { tickInfo } = fields;
const { triggerUncaughtException, noSideEffectsToString } = internalBinding('errors');
const AsyncContextFrame = require('internal/async_context_frame');
const { asyncIdSymbol, triggerAsyncIdSymbol, pushAsyncContext, popAsyncContext } = require('internal/async_hooks');

// V8's PromiseRejectEvent.
const kRejectWithNoHandler = 0;
const kHandlerAddedAfterReject = 1;
const kRejectAfterResolved = 2;
const kResolveAfterResolved = 3;

const kGenericUserError = 1;

let pending = new Map();      // Since the last look: promise -> info. Strong, so that a promise lives until it is looked at.
const reported = new WeakMap();  // Looked at, still without a handler.
const handledLate = [];
let lastId = 0;
let mode;
let warnedMultipleResolves = false;

function hasOwnStack(value) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'stack');
}

class UnhandledPromiseRejection extends Error {
  constructor(reason) {
    super('This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which ' +
          `was not handled with .catch(). The promise rejected with the reason "${noSideEffectsToString(reason)}".`);
    this.code = 'ERR_UNHANDLED_REJECTION';
    this.name = 'UnhandledPromiseRejection';
  }
}

function withoutStack(make) {
  const limit = Error.stackTraceLimit;
  const writable = require('internal/errors').isErrorStackTraceLimitWritable();
  if (writable) Error.stackTraceLimit = 0;
  const error = make();
  if (writable) Error.stackTraceLimit = limit;
  return error;
}

function makeUnhandledWarning(id) {
  const warning = withoutStack(() => new Error(
    'Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). To terminate the node process on unhandled promise rejection, ' +
    'use the CLI flag `--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' +
    `(rejection id: ${id})`));
  warning.name = 'UnhandledPromiseRejectionWarning';
  return warning;
}

class PromiseRejectionHandledWarning extends Error {
  constructor(id) {
    super(`Promise rejection was handled asynchronously (rejection id: ${id})`);
    this.name = 'PromiseRejectionHandledWarning';
    this.id = id;
  }
}

function onPromiseReject(type, promise, reason) {
  switch (type) {
    case kRejectWithNoHandler:
      pending.set(promise, { reason, id: ++lastId, domain: process.domain, frame: AsyncContextFrame.current() });
      tickInfo[kHasRejectionToWarn] = 1;
      break;
    case kHandlerAddedAfterReject:
      onHandled(promise);
      break;
    case kRejectAfterResolved:
      onMultipleResolves('reject', promise, reason);
      break;
    case kResolveAfterResolved:
      onMultipleResolves('resolve', promise, reason);
      break;
  }
}

function onHandled(promise) {
  if (pending.delete(promise)) return;
  const info = reported.get(promise);
  if (info === undefined) return;
  reported.delete(promise);
  // Made here, where its stack says who added the handler.
  handledLate.push({ promise, warning: new PromiseRejectionHandledWarning(info.id) });
  tickInfo[kHasRejectionToWarn] = 1;
}

function onMultipleResolves(kind, promise, reason) {
  if (typeof process.listenerCount !== 'function' || process.listenerCount('multipleResolves') === 0) return;
  process.nextTick(() => {
    if (process.emit('multipleResolves', kind, promise, reason) && !warnedMultipleResolves) {
      warnedMultipleResolves = true;
      process.emitWarning('The multipleResolves event has been deprecated.', 'DeprecationWarning', 'DEP0160');
    }
  });
}

function emitUnhandled(promise, info) {
  return info.domain ? info.domain.emit('error', info.reason) : process.emit('unhandledRejection', info.reason, promise);
}

function emitWarnings(info) {
  const { reason } = info;
  const warning = makeUnhandledWarning(info.id);
  const name = 'UnhandledPromiseRejectionWarning';
  let text;
  try {
    if (hasOwnStack(reason)) {
      text = reason.stack;
      warning.stack = text;
    }
  } catch {
    // A stack getter of the user's threw: the reason is then described without it.
  }
  process.emitWarning(typeof text === 'string' ? text : noSideEffectsToString(reason), name);
  process.emitWarning(warning);
}

function raise(info) {
  const { reason } = info;
  triggerUncaughtException(hasOwnStack(reason) ? reason : new UnhandledPromiseRejection(reason), true);
}

// Each returns whether the async context it was called in still stands.
const modes = {
  '__proto__': null,
  'throw'(promise, info) {
    if (emitUnhandled(promise, info)) return true;
    raise(info);
    return false;
  },
  'strict'(promise, info, asyncId) {
    raise(info);
    if (asyncId !== undefined) pushAsyncContext(asyncId, promise[triggerAsyncIdSymbol], promise);
    if (!emitUnhandled(promise, info)) emitWarnings(info);
    return true;
  },
  'warn'(promise, info) {
    emitUnhandled(promise, info);
    emitWarnings(info);
    return true;
  },
  'none'(promise, info) {
    emitUnhandled(promise, info);
    return true;
  },
  'warn-with-error-code'(promise, info) {
    if (!emitUnhandled(promise, info)) {
      emitWarnings(info);
      process.exitCode = kGenericUserError;
    }
    return true;
  },
};

// True when user code ran or a warning was queued: ticks and microtasks are then drained again.
function processPromiseRejections() {
  if (handledLate.length === 0 && pending.size === 0) return false;
  mode ??= modes[require('internal/options').getOptionValue('--unhandled-rejections')] ?? modes.throw;

  while (handledLate.length > 0) {
    const { promise, warning } = handledLate.shift();
    if (!process.emit('rejectionHandled', promise)) process.emitWarning(warning);
  }

  const batch = pending;
  pending = new Map();
  batch.forEach((info, promise) => {  // No iterator: scripts that broke Array's still hear of their rejections.
    reported.set(promise, info);
    const asyncId = promise[asyncIdSymbol];  // Only there while async_hooks listen.
    if (asyncId !== undefined) pushAsyncContext(asyncId, promise[triggerAsyncIdSymbol], promise);
    const frame = AsyncContextFrame.exchange(info.frame);
    let contextStands = true;
    try {
      contextStands = mode(promise, info, asyncId);
    } finally {
      AsyncContextFrame.set(frame);
      if (contextStands && asyncId !== undefined) popAsyncContext();
    }
  });
  return true;
}

function listenForRejections() {
  setHostFunction('promiseReject', onPromiseReject);
}

module.exports = { processPromiseRejections, listenForRejections };
