'use strict';

// What Node's stream functions (finished, isErrored, isReadable, isDisturbed, addAbortSignal) ask of web streams, under the symbols that they know.

const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

const closings = new WeakMap();  // Stream -> { promise, resolve, reject }.

function settle(stream, { reject, resolve }) {
  if (stream._state === 'closed') resolve();
  else reject(stream._storedError);
}

// The standard has no event for a stream's end, only for a reader's; so its state is watched, from when somebody first asks.
function closingOf(stream) {
  let closing = closings.get(stream);
  if (closing !== undefined) return closing;
  closing = Promise.withResolvers();
  closing.promise.catch(() => {});  // Who asks handles it.
  closings.set(stream, closing);
  let state = stream._state;
  if (state === 'closed' || state === 'errored') {
    settle(stream, closing);
    return closing;
  }
  Object.defineProperty(stream, '_state', {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return state; },
    set(next) {
      state = next;
      // The error is stored after the state.
      if (next === 'closed' || next === 'errored') queueMicrotask(() => settle(stream, closing));
    },
  });
  return closing;
}

function defineHidden(prototype, getters) {
  for (const key of Object.getOwnPropertySymbols(getters)) {
    Object.defineProperty(prototype, key, { __proto__: null, configurable: true, enumerable: false, get: getters[key] });
  }
}

function defineStates(ReadableStream, WritableStream) {
  defineHidden(ReadableStream.prototype, {
    [kIsErrored]() { return this._state === 'errored'; },
    [kIsReadable]() { return this._state === 'readable'; },
    [kIsDisturbed]() { return this._disturbed; },
    [kIsClosedPromise]() { return closingOf(this); },
    [kControllerErrorFunction]() { return (error) => this._readableStreamController.error(error); },
  });
  defineHidden(WritableStream.prototype, {
    [kIsErrored]() { return this._state === 'errored'; },
    [kIsWritable]() { return this._state === 'writable'; },
    [kIsClosedPromise]() { return closingOf(this); },
    [kControllerErrorFunction]() { return (error) => this._writableStreamController.error(error); },
  });
}

module.exports = { defineStates };
