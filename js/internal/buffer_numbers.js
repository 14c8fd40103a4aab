'use strict';

// Buffer's read and write families. A read checks that the first and the last byte exist: one comparison each, and no other bound check.

const {
  codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { validateNumber } = require('internal/validators');

// Bytes of a float or a BigInt; the hosts we run on are little endian.
const float32 = new Float32Array(1);
const bytes32 = new Uint8Array(float32.buffer);
const float64 = new Float64Array(1);
const bytes64 = new Uint8Array(float64.buffer);
const bigUint64 = new BigUint64Array(float64.buffer);
const bigInt64 = new BigInt64Array(float64.buffer);

function throwBounds(value, length, name) {
  if (Math.floor(value) !== value) {
    validateNumber(value, name);
    throw new ERR_OUT_OF_RANGE(name || 'offset', 'an integer', value);
  }
  if (length < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(name || 'offset', `>= ${name ? 1 : 0} and <= ${length}`, value);
}

function checkBounds(buffer, offset, last) {
  validateNumber(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + last] === undefined) throwBounds(offset, buffer.length - (last + 1));
}

function checkValue(value, min, max, size) {
  if (value <= max && value >= min) return;
  // NaN is not less than the minimum: it is written as 0.
  if (!(value > max || value < min)) return;
  const n = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (size <= 4) {
    range = `>= ${min}${n} and <= ${max}${n}`;
  } else if (min === 0 || min === 0n) {
    range = `>= 0${n} and < 2${n} ** ${size * 8}${n}`;
  } else {
    range = `>= -(2${n} ** ${size * 8 - 1}${n}) and < 2${n} ** ${size * 8 - 1}${n}`;
  }
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

// -- Integers of 1, 2 and 4 bytes --

function readUInt8(offset = 0) {
  validateNumber(offset, 'offset');
  const value = this[offset];
  if (value === undefined) throwBounds(offset, this.length - 1);
  return value;
}

function readUInt16LE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 2);
  return first + last * 2 ** 8;
}

function readUInt16BE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 2);
  return first * 2 ** 8 + last;
}

function readUInt32LE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 4);
  return first + this[++offset] * 2 ** 8 + this[++offset] * 2 ** 16 + last * 2 ** 24;
}

function readUInt32BE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 4);
  return first * 2 ** 24 + this[++offset] * 2 ** 16 + this[++offset] * 2 ** 8 + last;
}

function readInt8(offset = 0) {
  validateNumber(offset, 'offset');
  const value = this[offset];
  if (value === undefined) throwBounds(offset, this.length - 1);
  return (value << 24) >> 24;
}

function readInt16LE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 2);
  return ((first | (last << 8)) << 16) >> 16;
}

function readInt16BE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 1];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 2);
  return (((first << 8) | last) << 16) >> 16;
}

function readInt32LE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 4);
  return first | (this[++offset] << 8) | (this[++offset] << 16) | (last << 24);
}

function readInt32BE(offset = 0) {
  validateNumber(offset, 'offset');
  const first = this[offset];
  const last = this[offset + 3];
  if (first === undefined || last === undefined) throwBounds(offset, this.length - 4);
  return (first << 24) | (this[++offset] << 16) | (this[++offset] << 8) | last;
}

function store8(buffer, value, offset, min, max) {
  value = +value;
  validateNumber(offset, 'offset');
  if (value > max || value < min) throw new ERR_OUT_OF_RANGE('value', `>= ${min} and <= ${max}`, value);
  if (buffer[offset] === undefined) throwBounds(offset, buffer.length - 1);
  buffer[offset] = value;
  return offset + 1;
}

function store16LE(buffer, value, offset, min, max) {
  value = +value;
  checkValue(value, min, max, 2);
  checkBounds(buffer, offset, 1);
  buffer[offset++] = value;
  buffer[offset++] = value >>> 8;
  return offset;
}

function store16BE(buffer, value, offset, min, max) {
  value = +value;
  checkValue(value, min, max, 2);
  checkBounds(buffer, offset, 1);
  buffer[offset++] = value >>> 8;
  buffer[offset++] = value;
  return offset;
}

function store32LE(buffer, value, offset, min, max) {
  value = +value;
  checkValue(value, min, max, 4);
  checkBounds(buffer, offset, 3);
  buffer[offset++] = value;
  buffer[offset++] = value >>> 8;
  buffer[offset++] = value >>> 16;
  buffer[offset++] = value >>> 24;
  return offset;
}

function store32BE(buffer, value, offset, min, max) {
  value = +value;
  checkValue(value, min, max, 4);
  checkBounds(buffer, offset, 3);
  buffer[offset++] = value >>> 24;
  buffer[offset++] = value >>> 16;
  buffer[offset++] = value >>> 8;
  buffer[offset++] = value;
  return offset;
}

function writeUInt8(value, offset = 0) {
  return store8(this, value, offset, 0, 0xff);
}

function writeUInt16LE(value, offset = 0) {
  return store16LE(this, value, offset, 0, 0xffff);
}

function writeUInt16BE(value, offset = 0) {
  return store16BE(this, value, offset, 0, 0xffff);
}

function writeUInt32LE(value, offset = 0) {
  return store32LE(this, value, offset, 0, 0xffffffff);
}

function writeUInt32BE(value, offset = 0) {
  return store32BE(this, value, offset, 0, 0xffffffff);
}

function writeInt8(value, offset = 0) {
  return store8(this, value, offset, -0x80, 0x7f);
}

function writeInt16LE(value, offset = 0) {
  return store16LE(this, value, offset, -0x8000, 0x7fff);
}

function writeInt16BE(value, offset = 0) {
  return store16BE(this, value, offset, -0x8000, 0x7fff);
}

function writeInt32LE(value, offset = 0) {
  return store32LE(this, value, offset, -0x80000000, 0x7fffffff);
}

function writeInt32BE(value, offset = 0) {
  return store32BE(this, value, offset, -0x80000000, 0x7fffffff);
}

// -- Integers of 3, 5 and 6 bytes, and the functions that take the size --

function readLE(buffer, offset, size) {
  checkBounds(buffer, offset, size - 1);
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + buffer[offset + i];
  return value;
}

function readBE(buffer, offset, size) {
  checkBounds(buffer, offset, size - 1);
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + buffer[offset + i];
  return value;
}

function toSigned(value, size) {
  const limit = 2 ** (size * 8 - 1);
  return value >= limit ? value - limit * 2 : value;
}

function checkSizedRead(offset, size) {
  if (offset === undefined) throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset);
  if (!(size === 1 || size === 2 || size === 3 || size === 4 || size === 5 || size === 6)) throwBounds(size, 6, 'byteLength');
}

function readUIntLE(offset, byteLength) {
  checkSizedRead(offset, byteLength);
  return readLE(this, offset, byteLength);
}

function readUIntBE(offset, byteLength) {
  checkSizedRead(offset, byteLength);
  return readBE(this, offset, byteLength);
}

function readIntLE(offset, byteLength) {
  checkSizedRead(offset, byteLength);
  return toSigned(readLE(this, offset, byteLength), byteLength);
}

function readIntBE(offset, byteLength) {
  checkSizedRead(offset, byteLength);
  return toSigned(readBE(this, offset, byteLength), byteLength);
}

function checkSizedWrite(buffer, value, offset, size, signed) {
  if (!(size === 1 || size === 2 || size === 3 || size === 4 || size === 5 || size === 6)) throwBounds(size, 6, 'byteLength');
  value = +value;
  const min = signed ? -(2 ** (size * 8 - 1)) : 0;
  const max = signed ? 2 ** (size * 8 - 1) - 1 : 2 ** (size * 8) - 1;
  if (size === 1) {
    validateNumber(offset, 'offset');
    if (value > max || value < min) throw new ERR_OUT_OF_RANGE('value', `>= ${min} and <= ${max}`, value);
  } else {
    checkValue(value, min, max, size);
  }
  checkBounds(buffer, offset, size - 1);
  return value;
}

function storeLE(buffer, value, offset, size, signed) {
  value = checkSizedWrite(buffer, value, offset, size, signed);
  // Two halves: shifts work on 32 bits only.
  const high = Math.floor(value * 2 ** -32);
  for (let i = 0; i < size; i++) buffer[offset + i] = i < 4 ? value >>> (i * 8) : high >>> ((i - 4) * 8);
  return offset + size;
}

function storeBE(buffer, value, offset, size, signed) {
  value = checkSizedWrite(buffer, value, offset, size, signed);
  const high = Math.floor(value * 2 ** -32);
  for (let i = 0; i < size; i++) buffer[offset + size - 1 - i] = i < 4 ? value >>> (i * 8) : high >>> ((i - 4) * 8);
  return offset + size;
}

function writeUIntLE(value, offset, byteLength) {
  return storeLE(this, value, offset, byteLength, false);
}

function writeUIntBE(value, offset, byteLength) {
  return storeBE(this, value, offset, byteLength, false);
}

function writeIntLE(value, offset, byteLength) {
  return storeLE(this, value, offset, byteLength, true);
}

function writeIntBE(value, offset, byteLength) {
  return storeBE(this, value, offset, byteLength, true);
}

// -- BigInts and floats, through eight shared bytes --

function loadForwards(buffer, offset, bytes) {
  validateNumber(offset, 'offset');
  const size = bytes.length;
  if (buffer[offset] === undefined || buffer[offset + size - 1] === undefined) throwBounds(offset, buffer.length - size);
  for (let i = 0; i < size; i++) bytes[i] = buffer[offset + i];
}

function loadBackwards(buffer, offset, bytes) {
  validateNumber(offset, 'offset');
  const size = bytes.length;
  if (buffer[offset] === undefined || buffer[offset + size - 1] === undefined) throwBounds(offset, buffer.length - size);
  for (let i = 0; i < size; i++) bytes[size - 1 - i] = buffer[offset + i];
}

function storeForwards(buffer, offset, bytes) {
  const size = bytes.length;
  checkBounds(buffer, offset, size - 1);
  for (let i = 0; i < size; i++) buffer[offset + i] = bytes[i];
  return offset + size;
}

function storeBackwards(buffer, offset, bytes) {
  const size = bytes.length;
  checkBounds(buffer, offset, size - 1);
  for (let i = 0; i < size; i++) buffer[offset + i] = bytes[size - 1 - i];
  return offset + size;
}

function readBigUInt64LE(offset = 0) {
  loadForwards(this, offset, bytes64);
  return bigUint64[0];
}

function writeBigUInt64LE(value, offset = 0) {
  checkValue(value, 0n, 0xffffffffffffffffn, 8);
  checkBounds(this, offset, 7);
  bigUint64[0] = value | 0n;  // Throws for what is no BigInt.
  return storeForwards(this, offset, bytes64);
}

function readBigUInt64BE(offset = 0) {
  loadBackwards(this, offset, bytes64);
  return bigUint64[0];
}

function writeBigUInt64BE(value, offset = 0) {
  checkValue(value, 0n, 0xffffffffffffffffn, 8);
  checkBounds(this, offset, 7);
  bigUint64[0] = value | 0n;  // Throws for what is no BigInt.
  return storeBackwards(this, offset, bytes64);
}

function readBigInt64LE(offset = 0) {
  loadForwards(this, offset, bytes64);
  return bigInt64[0];
}

function writeBigInt64LE(value, offset = 0) {
  checkValue(value, -0x8000000000000000n, 0x7fffffffffffffffn, 8);
  checkBounds(this, offset, 7);
  bigInt64[0] = value | 0n;  // Throws for what is no BigInt.
  return storeForwards(this, offset, bytes64);
}

function readBigInt64BE(offset = 0) {
  loadBackwards(this, offset, bytes64);
  return bigInt64[0];
}

function writeBigInt64BE(value, offset = 0) {
  checkValue(value, -0x8000000000000000n, 0x7fffffffffffffffn, 8);
  checkBounds(this, offset, 7);
  bigInt64[0] = value | 0n;  // Throws for what is no BigInt.
  return storeBackwards(this, offset, bytes64);
}

function readFloatForwards(offset = 0) {
  loadForwards(this, offset, bytes32);
  return float32[0];
}

function writeFloatForwards(value, offset = 0) {
  float32[0] = +value;
  return storeForwards(this, offset, bytes32);
}

function readFloatBackwards(offset = 0) {
  loadBackwards(this, offset, bytes32);
  return float32[0];
}

function writeFloatBackwards(value, offset = 0) {
  float32[0] = +value;
  return storeBackwards(this, offset, bytes32);
}

function readDoubleForwards(offset = 0) {
  loadForwards(this, offset, bytes64);
  return float64[0];
}

function writeDoubleForwards(value, offset = 0) {
  float64[0] = +value;
  return storeForwards(this, offset, bytes64);
}

function readDoubleBackwards(offset = 0) {
  loadBackwards(this, offset, bytes64);
  return float64[0];
}

function writeDoubleBackwards(value, offset = 0) {
  float64[0] = +value;
  return storeBackwards(this, offset, bytes64);
}

// In Node's order, with both spellings of each.
function addNumberMethods(prototype) {
  prototype.readBigUInt64LE = readBigUInt64LE;
  prototype.readBigUInt64BE = readBigUInt64BE;
  prototype.readBigUint64LE = readBigUInt64LE;
  prototype.readBigUint64BE = readBigUInt64BE;
  prototype.readBigInt64LE = readBigInt64LE;
  prototype.readBigInt64BE = readBigInt64BE;
  prototype.writeBigUInt64LE = writeBigUInt64LE;
  prototype.writeBigUInt64BE = writeBigUInt64BE;
  prototype.writeBigUint64LE = writeBigUInt64LE;
  prototype.writeBigUint64BE = writeBigUInt64BE;
  prototype.writeBigInt64LE = writeBigInt64LE;
  prototype.writeBigInt64BE = writeBigInt64BE;
  prototype.readUIntLE = readUIntLE;
  prototype.readUInt32LE = readUInt32LE;
  prototype.readUInt16LE = readUInt16LE;
  prototype.readUInt8 = readUInt8;
  prototype.readUIntBE = readUIntBE;
  prototype.readUInt32BE = readUInt32BE;
  prototype.readUInt16BE = readUInt16BE;
  prototype.readUintLE = readUIntLE;
  prototype.readUint32LE = readUInt32LE;
  prototype.readUint16LE = readUInt16LE;
  prototype.readUint8 = readUInt8;
  prototype.readUintBE = readUIntBE;
  prototype.readUint32BE = readUInt32BE;
  prototype.readUint16BE = readUInt16BE;
  prototype.readIntLE = readIntLE;
  prototype.readInt32LE = readInt32LE;
  prototype.readInt16LE = readInt16LE;
  prototype.readInt8 = readInt8;
  prototype.readIntBE = readIntBE;
  prototype.readInt32BE = readInt32BE;
  prototype.readInt16BE = readInt16BE;
  prototype.writeUIntLE = writeUIntLE;
  prototype.writeUInt32LE = writeUInt32LE;
  prototype.writeUInt16LE = writeUInt16LE;
  prototype.writeUInt8 = writeUInt8;
  prototype.writeUIntBE = writeUIntBE;
  prototype.writeUInt32BE = writeUInt32BE;
  prototype.writeUInt16BE = writeUInt16BE;
  prototype.writeUintLE = writeUIntLE;
  prototype.writeUint32LE = writeUInt32LE;
  prototype.writeUint16LE = writeUInt16LE;
  prototype.writeUint8 = writeUInt8;
  prototype.writeUintBE = writeUIntBE;
  prototype.writeUint32BE = writeUInt32BE;
  prototype.writeUint16BE = writeUInt16BE;
  prototype.writeIntLE = writeIntLE;
  prototype.writeInt32LE = writeInt32LE;
  prototype.writeInt16LE = writeInt16LE;
  prototype.writeInt8 = writeInt8;
  prototype.writeIntBE = writeIntBE;
  prototype.writeInt32BE = writeInt32BE;
  prototype.writeInt16BE = writeInt16BE;
  prototype.readFloatLE = readFloatForwards;
  prototype.readFloatBE = readFloatBackwards;
  prototype.readDoubleLE = readDoubleForwards;
  prototype.readDoubleBE = readDoubleBackwards;
  prototype.writeFloatLE = writeFloatForwards;
  prototype.writeFloatBE = writeFloatBackwards;
  prototype.writeDoubleLE = writeDoubleForwards;
  prototype.writeDoubleBE = writeDoubleBackwards;
}

module.exports = { addNumberMethods, readUInt16BE, readUInt32BE };
