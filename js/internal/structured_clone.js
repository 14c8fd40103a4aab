'use strict';

const binding = internalBinding('messaging');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

internalBinding('env').setHostFunction('makeDOMException', (message, name) => {
  const { DOMException } = require('internal/domexception');
  return new DOMException(message, name);
});

function structuredClone(value, options) {
  let transfer;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    if (options.transfer !== undefined) {
      if (typeof options.transfer?.[Symbol.iterator] !== 'function') {
        throw new ERR_INVALID_ARG_TYPE('options.transfer', 'Iterable', options.transfer);
      }
      transfer = [...options.transfer];
    }
  }
  return binding.structuredClone(value, transfer);
}

module.exports = { structuredClone };
