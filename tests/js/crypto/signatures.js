'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');

const { constants } = crypto;
const data = Buffer.from('what is signed');
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
const ed = crypto.generateKeyPairSync('ed25519');
const ed448 = crypto.generateKeyPairSync('ed448');

// In one go, piece by piece, and each verifies the other's.
for (const [{ privateKey, publicKey }, options] of [
  [rsa, {}], [rsa, { padding: constants.RSA_PKCS1_PSS_PADDING }],
  [rsa, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }], [ec, {}], [ec, { dsaEncoding: 'ieee-p1363' }],
]) {
  const whole = crypto.sign('sha256', data, { key: privateKey, ...options });
  const pieces = crypto.createSign('SHA256').update('what is ').update(Buffer.from('signed')).sign({ key: privateKey, ...options });
  if (options.dsaEncoding) assert.deepStrictEqual([whole.length, pieces.length], [64, 64]);
  for (const signature of [whole, pieces]) {
    assert.ok(crypto.verify('sha256', data, { key: publicKey, ...options }, signature));
    assert.ok(crypto.verify('sha256', data, { key: privateKey, ...options }, signature));
    assert.ok(crypto.createVerify('sha256').update(data).verify({ key: publicKey, ...options }, signature));
    assert.ok(!crypto.verify('sha256', Buffer.from('other'), { key: publicKey, ...options }, signature));
    assert.ok(!crypto.createVerify('sha256').update('other').verify({ key: publicKey, ...options }, signature.toString('base64'), 'base64'));
  }
}
assert.strictEqual(crypto.createSign('sha1').update('x').sign(rsa.privateKey, 'hex').length, 256);

// RFC 8032.
const rfc = crypto.createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  format: 'jwk',
});
assert.strictEqual(crypto.sign(null, Buffer.alloc(0), rfc).toString('hex'),
                   'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465514143' +
                   '8e7a100b');
for (const { privateKey, publicKey } of [ed, ed448]) {
  const signature = crypto.sign(undefined, data, privateKey);
  assert.ok(crypto.verify(null, data, publicKey, signature));
  assert.ok(!crypto.verify(null, data, publicKey, signature.subarray(1)));
}

// On the pool.
crypto.sign('sha256', data, ec.privateKey, common.mustSucceed((signature) => {
  crypto.verify('sha256', data, ec.publicKey, signature, common.mustSucceed((right) => assert.strictEqual(right, true)));
  crypto.verify('sha256', data, ec.publicKey, signature.subarray(1), common.mustSucceed((right) => assert.strictEqual(right, false)));
}));
crypto.sign('sha256', data, ed.privateKey, common.mustCall((error) => assert.match(error.message, /invalid digest/)));

// What is refused.
assert.throws(() => crypto.createSign('nope'), { code: 'ERR_CRYPTO_INVALID_DIGEST', name: 'TypeError' });
assert.throws(() => crypto.sign('nope', data, rsa.privateKey), { code: 'ERR_CRYPTO_INVALID_DIGEST', message: 'Invalid digest: nope' });
assert.throws(() => crypto.createSign('sha256').sign(), { code: 'ERR_CRYPTO_SIGN_KEY_REQUIRED' });
assert.throws(() => crypto.createSign('sha256').update('x').sign(ed.privateKey), { code: 'ERR_CRYPTO_UNSUPPORTED_OPERATION' });
assert.throws(() => crypto.createSign('sha256').update('x').sign(rsa.publicKey), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => crypto.sign('sha256', data, { key: rsa.privateKey, padding: 99 }), { code: 'ERR_OSSL_ILLEGAL_OR_UNSUPPORTED_PADDING_MODE' });
assert.throws(() => crypto.sign('sha256', data, { key: rsa.privateKey, padding: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => crypto.sign('sha256', data, { key: ec.privateKey, dsaEncoding: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
// The digest's name and the message are looked at before the key.
for (const name of ['sign', 'verify']) {
  assert.throws(() => crypto[name](5, data), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "algorithm" argument/ });
  assert.throws(() => crypto[name]('sha256', 5), { code: 'ERR_INVALID_ARG_TYPE', message: /^The "data" argument/ });
}
assert.throws(() => crypto.verify('sha256', data, rsa.publicKey, 'text'), { code: 'ERR_INVALID_ARG_TYPE' });
const twice = crypto.createSign('sha256').update('x');
twice.sign(rsa.privateKey);
assert.throws(() => twice.sign(rsa.privateKey), { code: 'ERR_CRYPTO_INVALID_STATE' });

// RSA encryption.
const { privateKey, publicKey } = rsa;
const pem = publicKey.export({ type: 'pkcs1', format: 'pem' });
for (const options of [{}, { oaepHash: 'sha256' }, { oaepLabel: Buffer.from('label') }]) {
  const packed = crypto.publicEncrypt({ key: pem, ...options }, data);
  assert.ok(crypto.privateDecrypt({ key: privateKey, ...options }, packed).equals(data));
}
assert.ok(crypto.publicDecrypt(publicKey, crypto.privateEncrypt(privateKey, data)).equals(data));
assert.throws(() => crypto.publicEncrypt(publicKey, Buffer.alloc(500)), { code: 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE' });
assert.throws(() => crypto.privateDecrypt(privateKey, Buffer.alloc(128)), { code: 'ERR_OSSL_RSA_OAEP_DECODING_ERROR' });
assert.throws(() => crypto.publicEncrypt({ key: publicKey, oaepHash: 'nope' }, data), { code: 'ERR_OSSL_EVP_INVALID_DIGEST' });
