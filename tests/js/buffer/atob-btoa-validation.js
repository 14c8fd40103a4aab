'use strict';

require('../common');
const assert = require('assert');
const { isAscii, isUtf8, transcode } = require('buffer');

assert.strictEqual(btoa('\xff\0a'), '/wBh');
assert.strictEqual(atob(' /w\nBh '), '\xff\0a');
assert.strictEqual(atob('YQ'), 'a');
assert.throws(() => btoa('\u0100'), { name: 'InvalidCharacterError', message: 'Invalid character', code: 5 });
assert.throws(() => atob('Y'), { name: 'InvalidCharacterError', message: 'The string to be decoded is not correctly encoded.' });
assert.throws(() => atob('a-_='), { message: 'Invalid character' });
assert.throws(() => atob('YQ='), { message: 'Invalid character' });
assert.throws(() => atob(), { code: 'ERR_MISSING_ARGS' });

assert.strictEqual(isUtf8(Buffer.from('\u20ac')), true);
assert.strictEqual(isUtf8(new Uint8Array([0xe2, 0x82])), false);
assert.strictEqual(isAscii(new ArrayBuffer(4)), true);
assert.strictEqual(isAscii(Buffer.from([0x80])), false);
assert.throws(() => isUtf8('a'), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(transcode(Buffer.from('\u20ac\u00e9a'), 'utf8', 'latin1').toString('latin1'), '?\xe9a');
assert.strictEqual(transcode(Buffer.from('\u00e9'), 'utf8', 'ucs2').toString('hex'), 'e900');
assert.throws(() => transcode(Buffer.from('a'), 'utf8', 'hex'), {
  code: 'U_ILLEGAL_ARGUMENT_ERROR',
  message: 'Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]',
});
