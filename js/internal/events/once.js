'use strict';

const { AbortError } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateObject } = require('internal/validators');
const { kResistStopPropagation } = require('internal/event_target');
const { addListener, removeListener } = require('internal/events/targets');

// A promise of the next `name`'s arguments. 'error' rejects it, unless it is what is waited for.
function once(emitter, name, options = kEmptyObject) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  return new Promise((resolve, reject) => {
    const onError = (error) => {
      emitter.removeListener(name, onEvent);
      if (signal != null) removeListener(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal != null) removeListener(signal, 'abort', onAbort);
      resolve(args);
    };
    function onAbort() {
      removeListener(emitter, name, onEvent);
      removeListener(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    }

    const flags = { __proto__: null, once: true, [kResistStopPropagation]: true };
    addListener(emitter, name, onEvent, flags);
    // An EventTarget's 'error' is an event as any other.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) addListener(signal, 'abort', onAbort, flags);
  });
}

module.exports = { once };
