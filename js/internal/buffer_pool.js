'use strict';

// Small Buffers are slices of one larger allocation. It is made on first use, and dropped before a startup snapshot is written: two
// processes must not begin with the same bytes.

const { FastBuffer, createUnsafeBuffer } = require('internal/buffer');

let size = 8 * 1024;
let pool;      // The ArrayBuffer.
let view;      // All of it, for writing without making a slice first.
let offset = 0;

function refill(wanted) {
  size = wanted;
  view = createUnsafeBuffer(size);
  pool = view.buffer;
  internalBinding('messaging').markAsUntransferable(pool);  // Every user owns only a slice of it.
  offset = 0;
}

// Slices start at multiples of 8, so that any typed array may be laid over one.
function align() {
  if (offset & 7) offset = (offset | 7) + 1;
}

function allocate(length, poolSize) {
  if (pool === undefined || length > size - offset) refill(poolSize);
  const buffer = new FastBuffer(pool, offset, length);
  offset += length;
  align();
  return buffer;
}

// `write(view, string, offset, capacity)` gives the bytes written; `most` is what the string can need at worst.
function allocateWritten(string, write, most, poolSize) {
  if (pool === undefined || most > size - offset) refill(poolSize);
  const length = write(view, string, offset, most);
  const buffer = new FastBuffer(pool, offset, length);
  offset += length;
  align();
  return buffer;
}

// `read(target, flags, view, offset, most)` gives the count of bytes that it put there, or a Buffer of its own for what does not fit.
function allocateRead(read, target, flags, poolSize) {
  if (pool === undefined) refill(poolSize);
  const result = read(target, flags, view, offset, poolSize >>> 1);
  if (typeof result !== 'number') {
    if (result.length < poolSize >>> 1 && result.length > size - offset) refill(poolSize);
    return result;
  }
  const buffer = new FastBuffer(pool, offset, result);
  offset += result;
  align();
  return buffer;
}

function dropPool() {
  pool = undefined;
  view = undefined;
  offset = 0;
}

module.exports = { allocate, allocateRead, allocateWritten, dropPool };
