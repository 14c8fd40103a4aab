'use strict';

// Requests of the native fs functions: how an operation on the pool comes back as a callback or a promise.

const { FsError, abortError, hideFrom, requestError } = require('internal/fs/errors');
const { statFsFromFields, statsFromFields } = require('internal/fs/stats');
const { validateFunction } = require('internal/validators');

const { FSReqCallback, FSReqPromise } = internalBinding('fs');

// -- Callbacks -----------------------------------------------------------------------------------------------------------------------------

// Each is the `oncomplete` of a request: `this` is the request. The user's callback gets no `this`.
function completeVoid(error) {
  const { callback } = this;
  if (error === 0) callback(null);
  else callback(requestError(error, this.syscall, this.path, this.dest));
}

function completeValue(error, value) {
  const { callback } = this;
  if (error !== 0) callback(requestError(error, this.syscall, this.path, this.dest));
  else if (value === undefined) callback(null);  // Users count arguments.
  else callback(null, value);
}

function completeStats(error) {
  const { callback } = this;
  if (error === 0) callback(null, statsFromFields(false));
  else callback(requestError(error, this.syscall, this.path));
}

function completeBigIntStats(error) {
  const { callback } = this;
  if (error === 0) callback(null, statsFromFields(true));
  else callback(requestError(error, this.syscall, this.path));
}

function newRequest(oncomplete, callback, syscall, path, dest) {
  const request = new FSReqCallback();
  request.oncomplete = oncomplete;
  request.callback = callback;
  request.syscall = syscall;
  request.path = path;
  request.dest = dest;
  return request;
}

function forVoid(callback, syscall, path, dest) {
  return newRequest(completeVoid, callback, syscall, path, dest);
}
function forValue(callback, syscall, path, dest) {
  return newRequest(completeValue, callback, syscall, path, dest);
}
function forStats(callback, bigint, syscall, path) {
  return newRequest(bigint ? completeBigIntStats : completeStats, callback, syscall, path);
}

function checkCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

// -- Promises ------------------------------------------------------------------------------------------------------------------------------

function settleValue(error, value) {
  if (error === 0) this.resolve(value);
  else this.reject(error);
}
function settleVoid(error) {
  if (error === 0) this.resolve();
  else this.reject(error);
}
function settleStats(error) {
  if (error === 0) this.resolve(statsFromFields(false));
  else this.reject(error);
}
function settleBigIntStats(error) {
  if (error === 0) this.resolve(statsFromFields(true));
  else this.reject(error);
}
function settleStatFs(error) {
  if (error === 0) this.resolve(statFsFromFields(this.bigint));
  else this.reject(error);
}

// A request whose `promise` is rejected with a libuv number: settled() makes it an error where the user's awaits are on the stack.
function promised(oncomplete) {
  const request = new FSReqPromise();
  request.oncomplete = oncomplete;
  request.promise = new Promise((resolve, reject) => {
    request.resolve = resolve;
    request.reject = reject;
  });
  return request;
}
function promisedVoid() { return promised(settleVoid); }
function promisedValue() { return promised(settleValue); }
function promisedStats(bigint) { return promised(bigint ? settleBigIntStats : settleStats); }
function promisedStatFs(bigint) {
  const request = promised(settleStatFs);
  request.bigint = bigint;
  return request;
}

// The request's value, or its error with the stack of who awaits it.
async function settled(request, syscall, path, dest) {
  try {
    return await request.promise;
  } catch (error) {
    throw hideFrom(typeof error === 'number' ? new FsError(error, syscall, path, dest) : error, settled);
  }
}

// -- Cancelling ----------------------------------------------------------------------------------------------------------------------------

// Lets `signal` stop a request that is one piece of work; returns what ends the watch.
function cancelOn(signal, request) {
  const onAbort = () => { request.cancel(); };
  signal.addEventListener('abort', onAbort, { once: true });
  return () => { signal.removeEventListener('abort', onAbort); };
}

// A request whose callback hears of an AbortError when `signal` fired before it completed.
function abortable(request, signal) {
  if (signal === undefined) return request;
  const { callback } = request;
  const unwatch = cancelOn(signal, request);
  request.callback = (error, value) => {
    unwatch();
    if (signal.aborted) callback(abortError(signal));
    else if (error) callback(error);
    else if (value === undefined) callback(null);
    else callback(null, value);
  };
  return request;
}

module.exports = {
  abortable,
  cancelOn,
  checkCallback,
  forStats,
  forValue,
  forVoid,
  newRequest,
  promisedStatFs,
  promisedStats,
  promisedValue,
  promisedVoid,
  settled,
};
