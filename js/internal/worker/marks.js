'use strict';

// What users say about their objects and messages: markAsUntransferable() and its like, and ports for another vm context.

const binding = internalBinding('messaging');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

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
  return binding.moveMessagePortToContext(port, runInContext('({})', context));
}

module.exports = { isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable, moveMessagePortToContext };
