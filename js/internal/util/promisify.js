'use strict';

const { isPromise } = internalBinding('types');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
// Names of what a callback gets after the error, when it gets several: promisified, they come as one object.
const kCustomPromisifyArgs = Symbol('customPromisifyArgs');

const apply = Reflect.apply;

function defineCustom(fn) {
  return Object.defineProperty(fn, kCustomPromisify, { __proto__: null, value: fn, enumerable: false, writable: false, configurable: true });
}

function promisify(original) {
  const { validateFunction } = require('internal/validators');
  validateFunction(original, 'original');

  const custom = original[kCustomPromisify];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return defineCustom(custom);
  }

  const names = original[kCustomPromisifyArgs];

  function fn(...args) {
    return new Promise((resolve, reject) => {
      args.push((error, ...values) => {
        if (error) {
          reject(error);
        } else if (names !== undefined && values.length > 1) {
          const result = {};
          for (let i = 0; i < names.length; i++) result[names[i]] = values[i];
          resolve(result);
        } else {
          resolve(values[0]);
        }
      });
      if (isPromise(apply(original, this, args))) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.', 'DeprecationWarning', 'DEP0174');
      }
    });
  }

  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  defineCustom(fn);
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
}

promisify.custom = kCustomPromisify;

module.exports = { promisify, kCustomPromisifyArgs };
