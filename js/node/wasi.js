'use strict';

// node:wasi. The system interface itself is not built in; a program that asks for it is told at once.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_CONSTRUCT_CALL_REQUIRED } } = require('internal/errors');

function WASI() {
  if (new.target === undefined) throw new ERR_CONSTRUCT_CALL_REQUIRED('WASI');
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('WASI (the WebAssembly System Interface)');
}

module.exports = { WASI };
