'use strict';

const { Timeout, insert, clearTimer, setImmediate, clearImmediate } = require('internal/timers');
const { promisify: { custom: customPromisify } } = require('internal/util');
const { validateFunction } = require('internal/validators');

function start(callback, duration, args, isRepeat) {
  validateFunction(callback, 'callback');
  const timer = new Timeout(callback, duration, args.length > 0 ? args : undefined, isRepeat, true);
  insert(timer, timer._idleTimeout);
  return timer;
}

function setTimeout(callback, after, ...args) {
  return start(callback, after, args, false);
}

function setInterval(callback, repeat, ...args) {
  return start(callback, repeat, args, true);
}

function clearTimeout(timer) {
  clearTimer(timer);
}

// Either clears what the other set, as in browsers.
function clearInterval(timer) {
  clearTimer(timer);
}

function definePromisified(fn, name) {
  Object.defineProperty(fn, customPromisify, {
    __proto__: null,
    enumerable: true,
    get() { return require('timers/promises')[name]; },
  });
}
definePromisified(setTimeout, 'setTimeout');
definePromisified(setImmediate, 'setImmediate');

module.exports = { setTimeout, clearTimeout, setImmediate, clearImmediate, setInterval, clearInterval };

Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('timers/promises'); },
});
