'use strict';

require('../common');
const assert = require('assert');

// Every family writes what it reads, at every offset, in both byte orders.
const buffer = Buffer.alloc(12);
const values = {
  UInt8: [0, 255], Int8: [-128, 127], UInt16: [0, 65535], Int16: [-32768, 32767], UInt32: [0, 4294967295], Int32: [-2147483648, 2147483647],
  BigUInt64: [0n, 2n ** 64n - 1n], BigInt64: [-(2n ** 63n), 2n ** 63n - 1n], Float: [0.5, -3.25], Double: [Math.PI, -Infinity],
};
for (const [name, list] of Object.entries(values)) {
  for (const order of name.endsWith('8') ? [''] : ['LE', 'BE']) {
    for (const value of list) {
      for (let offset = 0; offset < 4; offset++) {
        const size = buffer[`write${name}${order}`](value, offset) - offset;
        assert.strictEqual(buffer[`read${name}${order}`](offset), value, `${name}${order}`);
        assert.ok(size >= 1 && size <= 8);
      }
    }
  }
}
for (const order of ['LE', 'BE']) {
  for (let size = 1; size <= 6; size++) {
    const max = 2 ** (size * 8) - 1;
    assert.strictEqual(buffer[`writeUInt${order}`](max - 1, 3, size), 3 + size);
    assert.strictEqual(buffer[`readUInt${order}`](3, size), max - 1);
    buffer[`writeInt${order}`](-(2 ** (size * 8 - 1)), 3, size);
    assert.strictEqual(buffer[`readInt${order}`](3, size), -(2 ** (size * 8 - 1)));
  }
}
buffer.writeUInt32BE(0x01020304, 0);
assert.strictEqual(buffer.readUInt32LE(0), 0x04030201);
assert.strictEqual(buffer.writeUintLE, buffer.writeUIntLE);

const errors = [
  [() => buffer.readUInt8(12), 'ERR_OUT_OF_RANGE', 'The value of "offset" is out of range. It must be >= 0 and <= 11. Received 12'],
  [() => buffer.readInt32LE(1.5), 'ERR_OUT_OF_RANGE', 'The value of "offset" is out of range. It must be an integer. Received 1.5'],
  [() => buffer.readInt32LE('1'), 'ERR_INVALID_ARG_TYPE', 'The "offset" argument must be of type number. Received type string (\'1\')'],
  [() => Buffer.alloc(1).readInt32LE(), 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds'],
  [() => buffer.writeUInt8(256), 'ERR_OUT_OF_RANGE', 'The value of "value" is out of range. It must be >= 0 and <= 255. Received 256'],
  [() => buffer.writeInt32BE(2 ** 31), 'ERR_OUT_OF_RANGE',
   'The value of "value" is out of range. It must be >= -2147483648 and <= 2147483647. Received 2147483648'],
  [() => buffer.writeUIntBE(2 ** 40, 0, 5), 'ERR_OUT_OF_RANGE',
   'The value of "value" is out of range. It must be >= 0 and < 2 ** 40. Received 1_099_511_627_776'],
  [() => buffer.readUIntBE(0, 7), 'ERR_OUT_OF_RANGE', 'The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received 7'],
];
for (const [run, code, message] of errors) assert.throws(run, { code, message });
