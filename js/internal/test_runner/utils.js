'use strict';

// Small things of the test runner.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_TEST_FAILURE }, AbortError } = require('internal/errors');

const kFailure = {
  __proto__: null,
  cancelledByParent: 'cancelledByParent',
  aborted: 'testAborted',
  callbackAndPromise: 'callbackAndPromisePresent',
  code: 'testCodeFailure',
  hook: 'hookFailed',
  manyCallbacks: 'multipleCallbackInvocations',
  parentFinished: 'parentAlreadyFinished',
  subtests: 'subtestsFailed',
  timeout: 'testTimeoutFailure',
  uncaught: 'uncaughtException',
  unhandled: 'unhandledRejection',
};

const kTimeoutMax = 2 ** 31 - 1;

// file:line:column of the code that called the test runner.
function callerLocation() {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  const sites = require('util').getCallSites(20);
  Error.stackTraceLimit = limit;
  const site = sites.find(({ scriptName }) => scriptName !== '' && !/^(?:node|isoscope):/.test(scriptName));
  if (site === undefined) return undefined;
  let file = site.scriptName;
  if (file.startsWith('file://')) file = require('internal/url').fileURLToPath(file);
  return { file, line: site.lineNumber, column: site.columnNumber ?? site.column };
}

// A timer and a signal that end a test: `promise` never resolves, and rejects when time is up or the signal aborts.
function makeStop(timeout, signal) {
  let timer;
  let disposable;
  const promise = new Promise((resolve, reject) => {
    if (timeout !== Infinity && timeout <= kTimeoutMax) {
      timer = require('timers').setTimeout(() => {
        reject(new ERR_TEST_FAILURE(`test timed out after ${timeout}ms`, kFailure.timeout));
      }, timeout);
      timer.unref();
    }
    if (signal === undefined) return;
    const onAbort = () => reject(new ERR_TEST_FAILURE(new AbortError(undefined, { cause: signal.reason }), kFailure.aborted));
    if (signal.aborted) onAbort();
    else disposable = require('internal/events/abort_listener').addAbortListener(signal, onAbort);
  });
  promise.catch(() => {});
  return {
    promise,
    dispose() {
      clearTimeout(timer);
      disposable?.[Symbol.dispose]();
    },
  };
}

// Calls a test's or hook's function: one with a parameter more than its context calls back.
function invoke(fn, thisArg, args) {
  if (fn.length !== args.length + 1) return Reflect.apply(fn, thisArg, args);
  return new Promise((resolve, reject) => {
    let calls = 0;
    const done = (error) => {
      if (++calls > 1) {
        throw new ERR_TEST_FAILURE('callback invoked multiple times', kFailure.manyCallbacks);
      }
      if (error) reject(new ERR_TEST_FAILURE(error, kFailure.code));
      else resolve();
    };
    const result = Reflect.apply(fn, thisArg, [...args, done]);
    if (typeof result?.then === 'function') {
      result.then(undefined, () => {});
      reject(new ERR_TEST_FAILURE('passed a callback but also returned a Promise', kFailure.callbackAndPromise));
    }
  });
}

// /pattern/flags or text that is one.
function toPattern(text) {
  const match = /^\/(.*)\/([a-z]*)$/s.exec(text);
  try {
    return match === null ? new RegExp(text) : new RegExp(match[1], match[2]);
  } catch (error) {
    throw new ERR_INVALID_ARG_VALUE('test name pattern', text, `is an invalid regular expression. ${error.message}`);
  }
}

module.exports = { callerLocation, invoke, kFailure, kTimeoutMax, makeStop, toPattern };
