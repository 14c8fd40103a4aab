'use strict';

// What users say about their objects and messages: markAsUntransferable() and its like, and ports for another vm context.

const binding = internalBinding('messaging');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

// The errors that a port throws belong to its context.
const kMakeError = `
  (() => {
    class DOMException extends Error {
      constructor(message, name) {
        super(message);
        Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
        Object.defineProperty(this, 'code', { value: 25, configurable: true, writable: true });
      }
    }
    return (message, name) => new DOMException(message, name);
  })()`;

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function markAsUntransferable(object) {
  if (isObject(object)) binding.markAsUntransferable(object);
}

function isMarkedAsUntransferable(object) {
  return isObject(object) && binding.isMarkedAsUntransferable(object);
}

function markAsUncloneable(object) {
  if (isObject(object)) binding.markTransferMode(object, false, false);
}

function moveMessagePortToContext(port, context) {
  if (!binding.checkMessagePort(port)) throw new ERR_INVALID_ARG_TYPE('port', 'MessagePort', port);
  const { isContext, runInContext } = require('vm');
  if (!isObject(context) || !isContext(context)) {
    const error = new ERR_INVALID_ARG_TYPE('contextifiedSandbox', 'vm.Context', context);
    error.message = 'Invalid context argument';
    throw error;
  }
  const makeError = runInContext(kMakeError, context);
  const moved = binding.moveMessagePortToContext(port, makeError);
  const { foreignMakers } = require('internal/structured_clone');
  foreignMakers.set(moved, makeError);
  return moved;
}

module.exports = { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable, moveMessagePortToContext };
