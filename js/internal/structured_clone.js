'use strict';

const binding = internalBinding('messaging');
const { codes } = require('internal/errors');

// Ports of other vm contexts throw DOMExceptions of theirs: port -> (message, name) => error.
const foreignMakers = new WeakMap();

internalBinding('env').setHostFunction('makeDOMException', (message, name, source) => {
  const makeForeign = source !== undefined ? foreignMakers.get(source) : undefined;
  if (makeForeign !== undefined) return makeForeign(message, name);
  const { DOMException } = require('internal/domexception');
  return new DOMException(message, name);
});
require('internal/worker/js_transferable');

function invalid(text) {
  const error = new codes.ERR_INVALID_ARG_TYPE('options', 'Object', undefined);
  error.message = `Failed to execute 'structuredClone': ${text}`;
  return error;
}

function structuredClone(value, options) {
  let transfer;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') throw invalid('Options cannot be converted to a dictionary');
    if (options.transfer !== undefined) {
      if (typeof options.transfer?.[Symbol.iterator] !== 'function') {
        throw invalid('transfer in Options can not be converted to sequence.');
      }
      transfer = [...options.transfer];
    }
  }
  return binding.structuredClone(value, transfer);
}

module.exports = { foreignMakers, structuredClone };
