'use strict';

require('../common');
const assert = require('assert');

const encoder = new TextEncoder();
assert.deepStrictEqual(encoder.encode('a\u20ac\ud800'), new Uint8Array([0x61, 0xe2, 0x82, 0xac, 0xef, 0xbf, 0xbd]));
assert.strictEqual(Object.getPrototypeOf(encoder.encode('')), Uint8Array.prototype);
assert.deepStrictEqual(encoder.encode(null), encoder.encode('null'));
const target = new Uint8Array(4);
assert.deepStrictEqual(encoder.encodeInto('a\u20acb', target), { read: 2, written: 4 });
assert.deepStrictEqual(encoder.encodeInto('\ud83d\ude00', target.subarray(1)), { read: 0, written: 0 });
assert.throws(() => encoder.encodeInto(5, target), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => encoder.encodeInto('a', []), { code: 'ERR_INVALID_ARG_TYPE' });
