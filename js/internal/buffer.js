'use strict';

// What Buffer is made of: the class behind it, memory that is not zeroed, and the methods every Buffer has from C++.

const {
  asciiSlice,
  asciiWriteStatic,
  base64Slice,
  base64Write,
  base64urlSlice,
  base64urlWrite,
  createUnsafeArrayBuffer,
  hexSlice,
  hexWrite,
  latin1Slice,
  latin1WriteStatic,
  ucs2Slice,
  ucs2Write,
  utf8Slice,
  utf8WriteStatic,
} = internalBinding('buffer');
const {
  codes: { ERR_BUFFER_OUT_OF_BOUNDS },
} = require('internal/errors');
const { addNumberMethods, readUInt16BE, readUInt32BE } = require('internal/buffer_numbers');

class FastBuffer extends Uint8Array {
  // Three arguments and no spread: V8 makes typed arrays through a much faster path so.
  // eslint-disable-next-line no-useless-constructor
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

// The C++ functions check types and bounds themselves; those that write through a static function get a method's shape here.
function staticWriter(write, name) {
  const method = function(string, offset = 0, length = this.byteLength - offset) {
    if (offset < 0 || offset > this.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    if (length < 0 || length > this.byteLength - offset) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
    return write(this, string, offset, length);
  };
  Object.defineProperty(method, 'name', { value: name, configurable: true });
  return method;
}

const asciiWrite = staticWriter(asciiWriteStatic, 'asciiWrite');
const latin1Write = staticWriter(latin1WriteStatic, 'latin1Write');
const utf8Write = staticWriter(utf8WriteStatic, 'utf8Write');

function addBufferPrototypeMethods(prototype) {
  addNumberMethods(prototype);
  prototype.asciiSlice = asciiSlice;
  prototype.base64Slice = base64Slice;
  prototype.base64urlSlice = base64urlSlice;
  prototype.latin1Slice = latin1Slice;
  prototype.hexSlice = hexSlice;
  prototype.ucs2Slice = ucs2Slice;
  prototype.utf8Slice = utf8Slice;
  prototype.asciiWrite = asciiWrite;
  prototype.base64Write = base64Write;
  prototype.base64urlWrite = base64urlWrite;
  prototype.latin1Write = latin1Write;
  prototype.hexWrite = hexWrite;
  prototype.ucs2Write = ucs2Write;
  prototype.utf8Write = utf8Write;
}

// Small ones are cheaper to zero than to ask C++ for.
let zeroFill = false;

// --zero-fill-buffers
function zeroFillAll() {
  zeroFill = true;
}

function createUnsafeBuffer(size) {
  return size <= 64 || zeroFill ? new FastBuffer(size) : new FastBuffer(createUnsafeArrayBuffer(size));
}

module.exports = {
  FastBuffer,
  addBufferPrototypeMethods,
  asciiWriteStatic,
  createUnsafeBuffer,
  latin1WriteStatic,
  readUInt16BE,
  readUInt32BE,
  utf8WriteStatic,
  zeroFillAll,
};
