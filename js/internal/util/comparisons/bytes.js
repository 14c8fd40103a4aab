'use strict';

function areEqualBytes(a, b) {
  return internalBinding('buffer').compare(a, b) === 0;
}

const bytesOf = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

function areEqualViews(a, b) {
  return a.byteLength === b.byteLength && areEqualBytes(bytesOf(a), bytesOf(b));
}

function areEqualBuffers(a, b) {
  return a.byteLength === b.byteLength && areEqualBytes(new Uint8Array(a), new Uint8Array(b));
}

// Whether b's bytes are among a's in the same order.
function isPartialBytes(a, b) {
  let found = 0;
  for (let i = 0; i < a.length && found < b.length; i++) {
    if (a[i] === b[found]) found++;
  }
  return found === b.length;
}

module.exports = { areEqualBuffers, areEqualViews, isPartialBytes };
