'use strict';

// What Buffer does differently by encoding:
//   byteLength(string)            as Buffer.byteLength gives it: exact, but for base64 an upper bound
//   mostBytes(length)             no string of that many UTF-16 units needs more
//   write(buffer, string, offset, length) => bytes written
//   slice(buffer, start, end)     => string

const binding = internalBinding('buffer');
const { encodingsMap } = require('internal/util');

const same = (length) => length;
const writer = (method) => (buffer, string, offset, length) => method.call(buffer, string, offset, length);
const slicer = (method) => (buffer, start, end) => method.call(buffer, start, end);

function base64ByteLength(string) {
  let length = string.length;
  if (string.charCodeAt(length - 1) === 0x3D) length--;
  if (length > 1 && string.charCodeAt(length - 1) === 0x3D) length--;
  return (length * 3) >>> 2;
}

const encodingOps = {
  __proto__: null,
  utf8: {
    byteLength: binding.byteLengthUtf8,
    mostBytes: (length) => length * 3,
    write: binding.utf8WriteStatic,
    slice: slicer(binding.utf8Slice),
  },
  utf16le: {
    byteLength: (string) => string.length * 2,
    mostBytes: (length) => length * 2,
    write: writer(binding.ucs2Write),
    slice: slicer(binding.ucs2Slice),
  },
  latin1: {
    byteLength: (string) => string.length,
    mostBytes: same,
    write: binding.latin1WriteStatic,
    slice: slicer(binding.latin1Slice),
  },
  ascii: {
    byteLength: (string) => string.length,
    mostBytes: same,
    write: binding.asciiWriteStatic,
    slice: slicer(binding.asciiSlice),
  },
  base64: {
    byteLength: base64ByteLength,
    mostBytes: same,
    write: writer(binding.base64Write),
    slice: slicer(binding.base64Slice),
  },
  base64url: {
    byteLength: base64ByteLength,
    mostBytes: same,
    write: writer(binding.base64urlWrite),
    slice: slicer(binding.base64urlSlice),
  },
  hex: {
    byteLength: (string) => string.length >>> 1,
    mostBytes: (length) => length >>> 1,
    write: writer(binding.hexWrite),
    slice: slicer(binding.hexSlice),
  },
};
for (const name in encodingOps) {
  encodingOps[name].encoding = name;
  encodingOps[name].encodingVal = encodingsMap[name];
}

const byName = {
  ...encodingOps,
  'utf-8': encodingOps.utf8,
  'ucs2': encodingOps.utf16le,
  'ucs-2': encodingOps.utf16le,
  'utf-16le': encodingOps.utf16le,
  'binary': encodingOps.latin1,
};
Object.setPrototypeOf(byName, null);

// Undefined for a name that is no encoding.
function encodingOpsOf(encoding) {
  encoding = `${encoding}`;
  return byName[encoding] ?? byName[encoding.toLowerCase()];
}

module.exports = { encodingOps, encodingOpsOf };
