'use strict';

// What other builtins need of streams beside the public module.

const lazyPackage = () => require('internal/deps/readable-stream');

// Emits 'error' or destroys, as the stream's autoDestroy says.
function errorOrDestroy(stream, error, sync) {
  lazyPackage().destroy.errorOrDestroy(stream, error, sync);
}

// No Blob can exist while its module is not loaded.
function isBlob(value) {
  return require('internal/realm').isLoaded('internal/blob') && require('internal/blob').isBlob(value);
}

module.exports = { errorOrDestroy, isBlob };
