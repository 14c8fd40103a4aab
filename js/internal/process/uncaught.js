'use strict';

// Uncaught errors: who may take them, and what is printed when nobody does.

const { fields, constants, setHostFunction } = internalBinding('env');
const { kExiting, kExitCode, kHasCaptureCallback, kHasExitCode } = constants;
const { exitInfo } = fields;
const { exitCodes: { kGenericUserError, kExceptionInFatalExceptionHandler, kInvalidFatalExceptionMonkeyPatching } } = internalBinding('errors');
const { afterHooksExist, clearAsyncIdStack, clearDefaultTriggerAsyncId, emitAfter, executionAsyncId, hasAsyncIdStack, popAsyncContext } =
  require('internal/async_hooks');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET } } = require('internal/errors');

let captureCallback = null;

function setUncaughtExceptionCaptureCallback(fn) {
  if (fn === null) {
    captureCallback = null;
    exitInfo[kHasCaptureCallback] = 0;
    return;
  }
  if (typeof fn !== 'function') throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  if (captureCallback !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  captureCallback = fn;
  exitInfo[kHasCaptureCallback] = 1;  // --abort-on-uncaught-exception leaves it to the callback.
}

function hasUncaughtExceptionCaptureCallback() {
  return captureCallback !== null;
}

function describe(error) {
  const { inspect } = require('internal/util/inspect');
  const { defaultOptions } = inspect;
  let colors = defaultOptions.colors === true;
  if (require('internal/util').guessHandleType(2) === 'TTY') colors ||= require('internal/tty').hasColors();
  try {
    return inspect(error, { colors, customInspect: false, depth: Math.max(defaultOptions.depth, 5) });
  } catch {
    // The error's own code (a proxy, a getter) throws: what V8 knows of it must do.
    return internalBinding('errors').noSideEffectsToString(error);
  }
}

// Errors that are thrown again elsewhere, with the position that is to be shown when nobody catches them.
let positions;

function rememberPosition(error) {
  if (error === null || typeof error !== 'object') return;
  positions ??= new WeakMap();
  positions.set(error, internalBinding('errors').positionOf(error));
}

// `arrow` is 'file:line\nsource line\n   ^\n', or empty when V8 knows no position.
function printUncaught(error, arrow) {
  const { isNativeError } = require('internal/util/types');
  const version = `\nNode.js ${process.version}\n`;
  let text;
  arrow = positions?.get(error) || arrow;
  if (isNativeError(error)) {
    require('internal/errors').fatalExceptionStackEnhancers.beforeInspector(error);  // Says who emitted it, if an emitter did.
    const description = describe(error);
    // The stack of an import that failed to link begins with its position already.
    text = `${arrow && !description.startsWith(arrow) ? `${arrow}\n` : ''}${description}\n${version}`;
  } else {
    const isObject = (typeof error === 'object' && error !== null) || typeof error === 'function';
    const value = isObject ? describe(error) : String(error);
    const hint = isObject ? '' : '(Use `node --trace-uncaught ...` to show where the exception was thrown)\n';
    text = `\n${arrow}${value}\n${hint}${version}`;
  }
  internalBinding('process_methods').writeSync(2, text);
}

// --report-uncaught-exception, or the same asked of process.report.
function reportUncaught(error) {
  const { isLoaded } = require('internal/realm');
  if (isLoaded('internal/process/report')) require('internal/process/report').reportUncaught(error);
}

function noop() {}

// Who tells the world of an error that nobody took: a worker tells its parent.
let report = printUncaught;
let isWorker = false;

function setReporter(reporter) {
  report = reporter;
  isWorker = true;
}

// The handler's own error ends the process with a code of its own.
function dieOfHandler(error) {
  exitInfo[kExiting] = 1;
  report(error, internalBinding('errors').positionOf(error));
  exitInfo[kExitCode] = isWorker ? kGenericUserError : kExceptionInFatalExceptionHandler;
  exitInfo[kHasExitCode] = 1;
  return false;
}

function emitExitAfterError() {
  if (exitInfo[kExiting] !== 0) return;
  exitInfo[kExiting] = 1;
  process.exitCode = kGenericUserError;
  try {
    process.emit('exit', kGenericUserError);
  } catch {
    // As in Node, the first error is the one that counts and is printed.
  }
}

// Of the REPL: functions that take the errors of the code they run, and say so.
const interceptors = [];

function addInterceptor(interceptor) {
  interceptors.push(interceptor);
}

// Called by C++ with every error that reached it. False: print was done, the process ends with fields.exitInfo's code.
function onUncaughtException(error, fromPromise, arrow) {
  clearDefaultTriggerAsyncId();
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  let taken = true;
  try {
    process.emit('uncaughtExceptionMonitor', error, origin);
    if (interceptors.some((interceptor) => interceptor(error))) taken = true;
    else if (captureCallback !== null) captureCallback(error);
    else taken = process.emit('uncaughtException', error, origin);
  } catch (handlerError) {
    return dieOfHandler(handlerError);
  }
  if (!taken) {
    emitExitAfterError();
    report(error, arrow);
    reportUncaught(error);
    require('internal/process/exit').runEndHooks();
    if (exitInfo[kHasExitCode] === 0) {
      exitInfo[kExitCode] = kGenericUserError;
      exitInfo[kHasExitCode] = 1;
    }
    return false;
  }
  // The ticks that the error left behind run after this immediate.
  require('internal/timers').setImmediate(noop);
  if (afterHooksExist()) {
    do {
      const asyncId = executionAsyncId();
      if (asyncId === 0) popAsyncContext();
      else emitAfter(asyncId);
    } while (hasAsyncIdStack());
  }
  clearAsyncIdStack();
  return true;
}

// Programs replace process._fatalException; one that takes it away ends with a code of its own.
function callFatalException(error, fromPromise, arrow) {
  const handler = process._fatalException;
  if (typeof handler === 'function') return Reflect.apply(handler, process, [error, fromPromise, arrow]);
  printUncaught(error, arrow);
  exitInfo[kExiting] = 1;
  exitInfo[kExitCode] = kInvalidFatalExceptionMonkeyPatching;
  exitInfo[kHasExitCode] = 1;
  return false;
}

function setupUncaught() {
  setHostFunction('uncaughtException', callFatalException);
}

module.exports = {
  addInterceptor,
  setupUncaught,
  onUncaughtException,
  printUncaught,
  rememberPosition,
  setReporter,
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,
};
