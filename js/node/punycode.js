'use strict';

const { isInsideNodeModules } = require('internal/util');

if (!isInsideNodeModules()) {
  process.emitWarning('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040');
}

module.exports = require('internal/deps/punycode');
