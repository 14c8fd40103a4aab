'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const detached = new ArrayBuffer(8);
structuredClone(detached, { transfer: [detached] });

const cases = [
  [new Uint8Array([1, 2, 3]), 'Uint8Array(3) [ 1, 2, 3 ]'],
  [new Float64Array([1.5, -0, NaN]), 'Float64Array(3) [ 1.5, -0, NaN ]'],
  [new BigInt64Array([1n, -2n]), 'BigInt64Array(2) [ 1n, -2n ]'],
  [new Uint8Array(), 'Uint8Array(0) []'],
  [Object.assign(new Uint8Array(1), { x: 'y' }), "Uint8Array(1) [ 0, x: 'y' ]"],
  [new Uint8Array([1, 171]).buffer, 'ArrayBuffer { [Uint8Contents]: <01 ab>, [byteLength]: 2 }'],
  [new SharedArrayBuffer(1), 'SharedArrayBuffer { [Uint8Contents]: <00>, [byteLength]: 1 }'],
  [detached, 'ArrayBuffer { (detached), [byteLength]: 0 }'],
  [new DataView(new ArrayBuffer(2), 1),
   'DataView {\n  [byteLength]: 1,\n  [byteOffset]: 1,\n  [buffer]: ArrayBuffer { [Uint8Contents]: <00 00>, [byteLength]: 2 }\n}'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);
