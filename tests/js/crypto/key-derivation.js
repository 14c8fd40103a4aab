'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');

// Vectors of RFC 6070, RFC 7914 and RFC 5869.
const pbkdf2 = ['password', 'salt', 4096, 20, 'sha1'];
const pbkdf2Key = '4b007901b765489abead49d926f721d065a429c1';
const scrypt = ['password', 'NaCl', 64, { N: 1024, r: 8, p: 16 }];
const scryptKey = 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162' +
  '2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640';
const hkdf = ['sha256', Buffer.alloc(22, 0x0b), Buffer.from('000102030405060708090a0b0c', 'hex'), Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex'), 42];
const hkdfKey = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865';

assert.strictEqual(crypto.pbkdf2Sync(...pbkdf2).toString('hex'), pbkdf2Key);
assert.strictEqual(crypto.scryptSync(...scrypt).toString('hex'), scryptKey);
assert.strictEqual(Buffer.from(crypto.hkdfSync(...hkdf)).toString('hex'), hkdfKey);

let returned = false;
crypto.pbkdf2(...pbkdf2, common.mustSucceed((key) => {
  assert.ok(returned);
  assert.strictEqual(key.toString('hex'), pbkdf2Key);
}));
crypto.scrypt(...scrypt, common.mustSucceed((key) => assert.strictEqual(key.toString('hex'), scryptKey)));
crypto.hkdf(...hkdf, common.mustSucceed((key) => {
  assert.ok(key instanceof ArrayBuffer);
  assert.strictEqual(Buffer.from(key).toString('hex'), hkdfKey);
}));
returned = true;

const errors = [
  [() => crypto.pbkdf2Sync('p', 's', 1, 20, 'nope'), { name: 'TypeError', code: 'ERR_CRYPTO_INVALID_DIGEST' }],
  [() => crypto.pbkdf2Sync('p', 's', 0, 20, 'sha1'), { code: 'ERR_OUT_OF_RANGE' }],
  [() => crypto.pbkdf2('p', 's', 1, 20, 'sha1'), { code: 'ERR_INVALID_ARG_TYPE', message: /"callback"/ }],
  [() => crypto.pbkdf2('p', 's', 1, 20, common.mustNotCall()), { code: 'ERR_INVALID_ARG_TYPE', message: /"digest"/ }],
  [() => crypto.pbkdf2Sync('p', 's', 1, 0, 'sha1'), { message: 'Deriving bits failed' }],
  [() => crypto.scryptSync('p', 's', 32, { N: 3 }),
   { name: 'RangeError', code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: 'Invalid scrypt params' }],
  [() => crypto.scryptSync('p', 's', 32, { maxmem: 1 }), { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: /memory limit exceeded$/ }],
  [() => crypto.scryptSync('p', 's', 32, { N: 16, cost: 16 }), { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' }],
  [() => crypto.hkdfSync('sha256', 'k', 's', 'i', 255 * 32 + 1), { name: 'RangeError', code: 'ERR_CRYPTO_INVALID_KEYLEN' }],
  [() => crypto.hkdfSync('sha256', 'k', 's', Buffer.alloc(1025), 1), { code: 'ERR_OUT_OF_RANGE' }],
];
for (const [run, expected] of errors) assert.throws(run, expected);
