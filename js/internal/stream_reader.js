'use strict';

// Hands what C++ has read of any stream to its handle's `onread(buffer)`; the size or error is in streamState[kReadBytesOrError], and the buffer
// undefined at an error, at the end, and when it was read into the user's own. For few bytes, which are in smallRead until the next read, C++ says
// null.

const { constants: { kReadBytesOrError }, fields: { smallRead, streamState }, setHostFunction } = internalBinding('env');

let installed = false;
let FastBuffer;

function dispatchRead(bytes) {
  if (bytes === undefined) {
    this.onread(undefined);
    return;
  }
  if (FastBuffer === undefined) {
    require('buffer');  // It gives FastBuffer its methods.
    ({ FastBuffer } = require('internal/buffer'));
  }
  if (bytes === null) {
    const size = streamState[kReadBytesOrError];
    const buffer = new FastBuffer(size);
    for (let i = 0; i < size; i++) buffer[i] = smallRead[i];
    this.onread(buffer);
    return;
  }
  // Made here, not in C++, which could only change the prototype of a Uint8Array.
  this.onread(new FastBuffer(bytes));
}

function installReader() {
  if (installed) return;
  installed = true;
  setHostFunction('streamOnRead', dispatchRead);
}

module.exports = { installReader };
