'use strict';

// Warnings about what should not be used any more: each once, and each code once.

const { construct, apply } = Reflect;

const warnedCodes = new Set();

function getDeprecationWarningEmitter(code, message, deprecated, useEmitSync = false, shouldEmitWarning = () => true) {
  let warned = false;
  return function(argument) {
    if (warned || !shouldEmitWarning(argument)) return;
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, deprecated);
    } else if (code === undefined) {
      process.emitWarning(message, 'DeprecationWarning', deprecated);
    } else if (!warnedCodes.has(code)) {
      warnedCodes.add(code);
      const emit = useEmitSync ? require('internal/process/warning').emitWarningSync : process.emitWarning;
      emit(message, 'DeprecationWarning', code, deprecated);
    }
  };
}

function isPendingDeprecation() {
  const { getOptionValue } = require('internal/options');
  return getOptionValue('--pending-deprecation') && getOptionValue('--deprecation');
}

function copyLength(from, to) {
  Object.defineProperty(to, 'length', { __proto__: null, ...Object.getOwnPropertyDescriptor(from, 'length') });
}

function deprecate(fn, message, code, useEmitSync = false, modifyPrototype = true) {
  if (code !== undefined) require('internal/validators').validateString(code, 'code');

  const warn = getDeprecationWarningEmitter(code, message, deprecated, useEmitSync);
  function deprecated(...args) {
    if (!process.noDeprecation) warn();
    return new.target ? construct(fn, args, new.target) : apply(fn, this, args);
  }

  if (modifyPrototype) {
    // The wrapper stands for fn: statics are found on it, and instances of one are instances of the other.
    Object.setPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
    copyLength(fn, deprecated);
  }
  return deprecated;
}

// Warns only under --pending-deprecation, which is looked up at the call: safe in the startup snapshot.
function pendingDeprecate(fn, message, code) {
  const warn = getDeprecationWarningEmitter(code, message, deprecated, false, isPendingDeprecation);
  function deprecated(...args) {
    warn();
    return apply(fn, this, args);
  }
  copyLength(fn, deprecated);
  return deprecated;
}

function deprecateProperty(key, message, code, shouldEmitWarning) {
  const warn = getDeprecationWarningEmitter(code, message, undefined, false, shouldEmitWarning);
  return (options) => {
    if (key in options) warn();
  };
}

function deprecateInstantiation(target, code, ...args) {
  getDeprecationWarningEmitter(code, `Instantiating ${target.name} without the 'new' keyword has been deprecated.`, target)();
  return construct(target, args);
}

const experimentalWarnings = new Set();
function emitExperimentalWarning(feature, messagePrefix, code, ctor) {
  if (experimentalWarnings.has(feature)) return;
  experimentalWarnings.add(feature);
  process.emitWarning(`${messagePrefix || ''}${feature} is an experimental feature and might change at any time`, 'ExperimentalWarning', code, ctor);
}

module.exports = {
  deprecate,
  deprecateInstantiation,
  deprecateProperty,
  emitExperimentalWarning,
  getDeprecationWarningEmitter,
  isPendingDeprecation,
  pendingDeprecate,
};
