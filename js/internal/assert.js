'use strict';

// Assertions of our own invariants; user-facing ones are in the public module `assert`.

function fail(message) {
  const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
  throw new ERR_INTERNAL_ASSERTION(message);
}

function assert(value, message) {
  if (!value) fail(message);
}

assert.fail = fail;

module.exports = assert;
