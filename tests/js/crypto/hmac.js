'use strict';

require('../common');
const assert = require('assert');
const crypto = require('crypto');

// RFC 4231, test case 2.
const hmac = crypto.createHmac('sha256', 'Jefe').update('what do ya want for nothing?');
assert.strictEqual(hmac.digest('hex'), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
assert.strictEqual(hmac.digest('hex'), '');
assert.throws(() => hmac.update('x'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.strictEqual(crypto.createHmac('sha256', '').digest('hex'), 'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad');
assert.throws(() => crypto.createHmac('nope', 'k'), { name: 'TypeError', code: 'ERR_CRYPTO_INVALID_DIGEST', message: 'Invalid digest: nope' });
assert.throws(() => crypto.createHmac('sha256'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.ok(crypto.timingSafeEqual(Buffer.from('a'), new Uint8Array([97])));
assert.ok(!crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('b')));
assert.throws(() => crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('ab')), {
  name: 'RangeError', code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', message: 'Input buffers must have the same byte length',
});
