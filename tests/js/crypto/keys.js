'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');

// Every kind of key goes out and comes in again in every form that it has.
const pairs = {
  'rsa': crypto.generateKeyPairSync('rsa', { modulusLength: 1024 }),
  'rsa-pss': crypto.generateKeyPairSync('rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha1', saltLength: 20 }),
  'ec': crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'ed25519': crypto.generateKeyPairSync('ed25519'),
  'ed448': crypto.generateKeyPairSync('ed448'),
  'x25519': crypto.generateKeyPairSync('x25519'),
  'x448': crypto.generateKeyPairSync('x448'),
};
const kDetails = {
  'rsa': { modulusLength: 1024, publicExponent: 65537n },
  'rsa-pss': { modulusLength: 1024, publicExponent: 65537n, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha1', saltLength: 20 },
  'ec': { namedCurve: 'prime256v1' },
};
for (const [type, { publicKey, privateKey }] of Object.entries(pairs)) {
  assert.strictEqual(publicKey.asymmetricKeyType, type);
  assert.deepStrictEqual([publicKey.type, privateKey.type], ['public', 'private']);
  assert.deepStrictEqual(privateKey.asymmetricKeyDetails, kDetails[type] ?? {});
  const publicForms = [{ type: 'spki', format: 'pem' }, { type: 'spki', format: 'der' }];
  const privateForms = [
    { type: 'pkcs8', format: 'pem' }, { type: 'pkcs8', format: 'der' }, { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
    { type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: Buffer.from('secret') },
  ];
  if (type === 'rsa') {
    publicForms.push({ type: 'pkcs1', format: 'pem' }, { type: 'pkcs1', format: 'der' });
    privateForms.push({ type: 'pkcs1', format: 'pem' }, { type: 'pkcs1', format: 'der' },
                      { type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'secret' });
  }
  if (type === 'ec') privateForms.push({ type: 'sec1', format: 'pem' }, { type: 'sec1', format: 'der' });
  if (type !== 'rsa-pss') {
    publicForms.push({ format: 'jwk' });
    privateForms.push({ format: 'jwk' });
  }
  for (const form of publicForms) {
    const key = publicKey.export(form);
    assert.ok(crypto.createPublicKey({ ...form, key }).equals(publicKey), `${type} ${JSON.stringify(form)}`);
  }
  for (const form of privateForms) {
    const key = privateKey.export(form);
    assert.ok(crypto.createPrivateKey({ ...form, key }).equals(privateKey), `${type} ${JSON.stringify(form)}`);
    assert.ok(crypto.createPublicKey({ ...form, key }).equals(publicKey), `${type} ${JSON.stringify(form)}`);
  }
  assert.ok(crypto.createPublicKey(privateKey).equals(publicKey));
  assert.ok(!privateKey.equals(publicKey));
}

// Secrets.
const secret = crypto.createSecretKey('c0ffee', 'hex');
assert.strictEqual(secret.symmetricKeySize, 3);
assert.strictEqual(secret.export().toString('hex'), 'c0ffee');
assert.deepStrictEqual(secret.export({ format: 'jwk' }), { kty: 'oct', k: 'wP_u' });
assert.ok(secret.equals(crypto.createSecretKey(Buffer.from([0xc0, 0xff, 0xee]))));
assert.strictEqual(crypto.createHmac('sha256', secret).update('x').digest('hex'),
                   crypto.createHmac('sha256', Buffer.from([0xc0, 0xff, 0xee])).update('x').digest('hex'));

// Clones are equal, whatever their kind.
for (const key of [secret, pairs.ec.publicKey, pairs.rsa.privateKey]) {
  const clone = structuredClone({ key }).key;
  assert.ok(clone !== key && clone instanceof crypto.KeyObject && clone.equals(key));
  assert.strictEqual(clone.constructor, key.constructor);
}

// What is refused.
const { privateKey, publicKey } = pairs.rsa;
const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' });
assert.throws(() => crypto.createPrivateKey({ key: encrypted, passphrase: 'y' }), { code: 'ERR_OSSL_BAD_DECRYPT' });
assert.throws(() => crypto.createPrivateKey(encrypted));
assert.throws(() => crypto.createPublicKey('garbage'), { code: 'ERR_OSSL_UNSUPPORTED', message: 'error:1E08010C:DECODER routines::unsupported' });
assert.throws(() => crypto.createPrivateKey(publicKey), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.createPublicKey(publicKey), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => crypto.createSecretKey(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => privateKey.export(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => privateKey.export({ type: 'spki', format: 'pem' }), { message: "The property 'options.type' is invalid. Received 'spki'" });
assert.throws(() => privateKey.export({ type: 'sec1', format: 'pem' }), {
  code: 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', message: 'The selected key encoding sec1 can only be used for EC keys.',
});
assert.throws(() => privateKey.export({ type: 'pkcs1', format: 'der', cipher: 'aes-128-cbc', passphrase: 'x' }), {
  code: 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', message: 'The selected key encoding pkcs1 does not support encryption.',
});
assert.throws(() => crypto.createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: 'aaaa', y: 'bbbb' }, format: 'jwk' }), {
  code: 'ERR_CRYPTO_INVALID_JWK',
});
assert.throws(() => crypto.createPublicKey({ key: { kty: 'XX' }, format: 'jwk' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new crypto.KeyObject('nope', {}), { code: 'ERR_INVALID_ARG_VALUE' });

// Generating on the pool, in wanted forms.
crypto.generateKeyPair('ec', {
  namedCurve: 'secp384r1', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' },
}, common.mustSucceed((pem, der) => {
  assert.ok(pem.startsWith('-----BEGIN PUBLIC KEY-----\n'));
  assert.ok(crypto.createPublicKey({ key: der, format: 'der', type: 'pkcs8' }).equals(crypto.createPublicKey(pem)));
}));
require('util').promisify(crypto.generateKeyPair)('ed25519').then(common.mustCall((pair) => {
  assert.deepStrictEqual(Object.keys(pair).sort(), ['privateKey', 'publicKey']);
}));
crypto.generateKey('aes', { length: 192 }, common.mustSucceed((key) => assert.strictEqual(key.symmetricKeySize, 24)));
assert.strictEqual(crypto.generateKeySync('hmac', { length: 123 }).symmetricKeySize, 15);
assert.throws(() => crypto.generateKeyPairSync('nope'), { message: "The argument 'type' must be a supported key type. Received 'nope'" });
assert.throws(() => crypto.generateKeyPairSync('ec', { namedCurve: 'nope' }), { code: 'ERR_CRYPTO_INVALID_CURVE' });
assert.throws(() => crypto.generateKeyPairSync('rsa'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.generateKeySync('aes', { length: 1 }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(crypto.generateKeyPairSync('dh', { group: 'modp14' }).privateKey.asymmetricKeyType, 'dh');
