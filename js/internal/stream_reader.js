'use strict';

// Hands what C++ has read of any stream to its handle's `onread(buffer)`; the size or error is in streamState[kReadBytesOrError], and the buffer
// undefined at an error, at the end, and when it was read into the user's own.

const { setHostFunction } = internalBinding('env');

let installed = false;

function dispatchRead(buffer) {
  this.onread(buffer);
}

function installReader() {
  if (installed) return;
  installed = true;
  setHostFunction('streamOnRead', dispatchRead);
}

module.exports = { installReader };
