'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');
const { pipeline, Readable } = require('stream');

const hex = (text) => Buffer.from(text, 'hex');

// FIPS 197 and NIST's GCM vectors.
{
  const cipher = crypto.createCipheriv('aes-128-ecb', hex('000102030405060708090a0b0c0d0e0f'), null).setAutoPadding(false);
  assert.strictEqual(cipher.update('00112233445566778899aabbccddeeff', 'hex', 'hex') + cipher.final('hex'), '69c4e0d86a7b0430d8cdb78070b4c55a');
}
{
  const cipher = crypto.createCipheriv('aes-128-gcm', hex('feffe9928665731c6d6a8f9467308308'), hex('cafebabefacedbaddecaf888'));
  cipher.setAAD(hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'));
  const plain = 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39';
  const out = cipher.update(plain, 'hex', 'hex') + cipher.final('hex');
  assert.ok(out.startsWith('42831ec2217774244b7221b784d0d49c'));
  assert.strictEqual(cipher.getAuthTag().toString('hex'), '5bc94fbc3221a5db94fae95ae7121a47');
}

// There and back, in every mode.
const text = 'there and back again, '.repeat(20);
for (const [name, keySize, ivSize, options] of [
  ['aes-256-cbc', 32, 16], ['aes-192-ctr', 24, 16], ['aes-128-cfb8', 16, 16], ['aes-256-gcm', 32, 12], ['aes-256-gcm', 32, 16, { authTagLength: 12 }],
  ['aes-128-ccm', 16, 12, { authTagLength: 16 }], ['aes-128-ocb', 16, 12, { authTagLength: 16 }],
  ['chacha20-poly1305', 32, 12, { authTagLength: 16 }], ['chacha20', 32, 16],
]) {
  const key = crypto.randomBytes(keySize);
  const iv = crypto.randomBytes(ivSize);
  const aad = options?.authTagLength && Buffer.from('header');
  const cipher = crypto.createCipheriv(name, crypto.createSecretKey(key), iv, options);
  if (aad) cipher.setAAD(aad, { plaintextLength: Buffer.byteLength(text) });
  const packed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const decipher = crypto.createDecipheriv(name, key, iv, options);
  const isAuthenticated = /gcm|ccm|ocb|poly/.test(name);
  if (isAuthenticated) decipher.setAuthTag(cipher.getAuthTag());
  if (aad) decipher.setAAD(aad, { plaintextLength: packed.length });
  assert.strictEqual(decipher.update(packed, undefined, 'utf8') + decipher.final('utf8'), text, name);
  if (!isAuthenticated) continue;
  const tampered = crypto.createDecipheriv(name, key, iv, options);
  const tag = cipher.getAuthTag();
  tag[0] ^= 1;
  tampered.setAuthTag(tag);
  if (aad) tampered.setAAD(aad, { plaintextLength: packed.length });
  assert.throws(() => { tampered.update(packed); tampered.final(); }, { message: 'Unsupported state or unable to authenticate data' }, name);
}

// RFC 3394.
{
  const wrap = crypto.createCipheriv('id-aes128-wrap', hex('000102030405060708090a0b0c0d0e0f'), hex('a6a6a6a6a6a6a6a6'));
  assert.strictEqual(wrap.update('00112233445566778899aabbccddeeff', 'hex', 'hex') + wrap.final('hex'),
                     '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5');
}

// What is refused.
const key = Buffer.alloc(16);
const iv = Buffer.alloc(16);
assert.throws(() => crypto.createCipheriv('nope', key, iv), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER', message: 'Unknown cipher' });
assert.throws(() => crypto.createCipheriv('aes-128-cbc', Buffer.alloc(5), iv), { code: 'ERR_CRYPTO_INVALID_KEYLEN', name: 'RangeError' });
assert.throws(() => crypto.createCipheriv('aes-128-cbc', key, key.subarray(1)), { code: 'ERR_CRYPTO_INVALID_IV', name: 'TypeError' });
assert.throws(() => crypto.createCipheriv('aes-128-cbc', key, null), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => crypto.createCipheriv('aes-128-gcm', key, iv, { authTagLength: 3 }), {
  code: 'ERR_CRYPTO_INVALID_AUTH_TAG', message: 'Invalid authentication tag length: 3',
});
assert.throws(() => crypto.createCipheriv('aes-128-ccm', key, iv.subarray(4)), { message: 'authTagLength required for aes-128-ccm' });
assert.throws(() => crypto.createCipheriv('aes-128-cbc', 5, iv), { code: 'ERR_INVALID_ARG_TYPE' });
const done = crypto.createCipheriv('aes-128-cbc', key, iv);
done.final();
assert.throws(() => done.final(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => done.update('x'), { message: 'Trying to add data in unsupported state' });
assert.throws(() => done.getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' });
const bad = crypto.createDecipheriv('aes-128-cbc', key, iv);
bad.update(Buffer.alloc(16));
assert.throws(() => bad.final(), { code: 'ERR_OSSL_BAD_DECRYPT', library: 'Provider routines', reason: 'bad decrypt' });

assert.ok(crypto.getCiphers().includes('aes-256-gcm'));
const info = crypto.getCipherInfo('aes-128-cbc');
assert.deepStrictEqual(info, { mode: 'cbc', name: 'aes-128-cbc', nid: 419, blockSize: 16, ivLength: 16, keyLength: 16 });
assert.deepStrictEqual(crypto.getCipherInfo(419), info);
assert.strictEqual(crypto.getCipherInfo('aes-128-cbc', { keyLength: 3 }), undefined);
assert.strictEqual(crypto.getCipherInfo('aes-128-ccm', { ivLength: 8 }).ivLength, 8);
assert.strictEqual(crypto.getCipherInfo('nope'), undefined);

// As streams.
const source = [text, text];
let plain = '';
pipeline(Readable.from(source), crypto.createCipheriv('aes-128-cbc', key, iv), crypto.createDecipheriv('aes-128-cbc', key, iv), async (stream) => {
  stream.setEncoding('utf8');
  for await (const chunk of stream) plain += chunk;
}, common.mustSucceed(() => assert.strictEqual(plain, text + text)));
