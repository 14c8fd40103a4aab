'use strict';

// What an error of OpenSSL tells: library, reason, code, and the others of its queue. Where a key is read or a cipher ended the list has the error
// itself too; what fails on the pool, or while a key is made, has OpenSSL's text alone.

const { mustCall } = require('../common');
const assert = require('assert');
const crypto = require('crypto');

const { RSA_PKCS1_PSS_PADDING } = crypto.constants;
const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
const ed = crypto.generateKeyPairSync('ed25519');
const ec = (namedCurve) => crypto.generateKeyPairSync('ec', { namedCurve });
const mismatched = { privateKey: ec('P-256').privateKey, publicKey: ec('P-384').publicKey };
const encrypted = rsa.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'right' });
const key = Buffer.alloc(16);
const data = Buffer.from('data');

function decipher(bytes) {
  const cipher = crypto.createDecipheriv('aes-128-cbc', key, key);
  cipher.update(bytes);
  return cipher.final();
}

// The error is [message, its own other properties in their order].
const unsupported = 'error:1E08010C:DECODER routines::unsupported';
const cases = [
  [() => crypto.createPrivateKey('garbage'), unsupported,
    { opensslErrorStack: [unsupported], library: 'DECODER routines', reason: 'unsupported', code: 'ERR_OSSL_UNSUPPORTED' }],
  [() => crypto.createPublicKey('garbage'), unsupported,
    { opensslErrorStack: [unsupported], library: 'DECODER routines', reason: 'unsupported', code: 'ERR_OSSL_UNSUPPORTED' }],
  [() => crypto.sign('sha256', data, 'garbage'), unsupported,
    { opensslErrorStack: [unsupported], library: 'DECODER routines', reason: 'unsupported', code: 'ERR_OSSL_UNSUPPORTED' }],
  [() => crypto.createPrivateKey(encrypted), 'error:07880109:common libcrypto routines::interrupted or cancelled',
    { library: 'common libcrypto routines', reason: 'interrupted or cancelled', code: 'ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED' }],
  [() => decipher(Buffer.alloc(16)), 'error:1C800064:Provider routines::bad decrypt', {
    opensslErrorStack: ['error:1C800064:Provider routines::bad decrypt'],
    library: 'Provider routines', reason: 'bad decrypt', code: 'ERR_OSSL_BAD_DECRYPT',
  }],
  [() => decipher(Buffer.alloc(5)), 'error:1C80006B:Provider routines::wrong final block length', {
    opensslErrorStack: ['error:1C80006B:Provider routines::wrong final block length'],
    library: 'Provider routines', reason: 'wrong final block length', code: 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH',
  }],
  [() => crypto.sign('sha256', data, ed.privateKey), 'error:1C80007A:Provider routines::invalid digest',
    { library: 'Provider routines', reason: 'invalid digest', code: 'ERR_OSSL_INVALID_DIGEST' }],
  [() => crypto.sign('sha256', data, { key: rsa.privateKey, padding: RSA_PKCS1_PSS_PADDING, saltLength: 500 }),
    'error:0200006E:rsa routines::data too large for key size', {
      opensslErrorStack: ['error:1C880004:Provider routines::RSA lib'],
      library: 'rsa routines', reason: 'data too large for key size', code: 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE',
    }],
  [() => crypto.publicEncrypt(rsa.publicKey, Buffer.alloc(300)), 'error:0200006E:rsa routines::data too large for key size',
    { library: 'rsa routines', reason: 'data too large for key size', code: 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE' }],
  [() => crypto.privateDecrypt(rsa.privateKey, Buffer.alloc(300, 255)), 'error:0200006C:rsa routines::data greater than mod len', {
    opensslErrorStack: ['error:1C8000A2:Provider routines::failed to decrypt'],
    library: 'rsa routines', reason: 'data greater than mod len', code: 'ERR_OSSL_RSA_DATA_GREATER_THAN_MOD_LEN',
  }],
  [() => crypto.diffieHellman(mismatched), 'error:1C8000CB:Provider routines::mismatching domain parameters',
    { library: 'Provider routines', reason: 'mismatching domain parameters', code: 'ERR_OSSL_MISMATCHING_DOMAIN_PARAMETERS' }],
  [() => new crypto.X509Certificate('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'),
    'error:068000A8:asn1 encoding routines::wrong tag',
    { library: 'asn1 encoding routines', reason: 'wrong tag', code: 'ERR_OSSL_ASN1_WRONG_TAG' }],
  [() => crypto.createPublicKey({ key: Buffer.from('abc'), format: 'der', type: 'spki' }), 'Failed to read asymmetric key', {
    opensslErrorStack: [
      'error:0688010A:asn1 encoding routines::nested asn1 error', 'error:06800066:asn1 encoding routines::bad object header',
      'error:0680009B:asn1 encoding routines::too long',
    ],
  }],
  [() => crypto.generateKeyPairSync('rsa', { modulusLength: 8 }), 'error:1C8000AB:Provider routines::key size too small', {}],
  [() => crypto.createDiffieHellman(Buffer.alloc(0)).generateKeys(), 'Key generation failed', { code: 'ERR_CRYPTO_OPERATION_FAILED' }],
  [() => crypto.createECDH('prime256v1').computeSecret(crypto.createECDH('prime256v1').generateKeys()), 'Invalid key pair',
    { code: 'ERR_CRYPTO_INVALID_KEYPAIR' }],
];

// On the pool.
const asynchronous = [
  [(done) => crypto.sign('sha256', data, ed.privateKey, done), 'error:1C80007A:Provider routines::invalid digest', {}],
  [(done) => crypto.sign('sha256', data, { key: rsa.privateKey, padding: RSA_PKCS1_PSS_PADDING, saltLength: 500 }, done),
    'error:0200006E:rsa routines::data too large for key size', { opensslErrorStack: ['error:1C880004:Provider routines::RSA lib'] }],
  [(done) => crypto.generateKeyPair('rsa', { modulusLength: 8 }, done), 'error:1C8000AB:Provider routines::key size too small', {}],
  [(done) => crypto.diffieHellman(mismatched, done), 'error:1C8000CB:Provider routines::mismatching domain parameters', {}],
];

function check(error, source, message, expected) {
  assert.ok(error instanceof Error, `${source}: ${error}`);
  assert.strictEqual(error.message, message, source.toString());
  const own = { ...error };
  // What stands in the list of a key that is encrypted depends on OpenSSL's version.
  if (expected.opensslErrorStack === undefined && source.toString().includes('encrypted')) delete own.opensslErrorStack;
  assert.deepStrictEqual(own, expected, source.toString());
  assert.deepStrictEqual(Object.keys(own), Object.keys(expected));
}

for (const [act, ...expected] of cases) {
  let error;
  try {
    act();
  } catch (thrown) {
    error = thrown;
  }
  check(error, act, ...expected);
}

(async () => {
  for (const [act, ...expected] of asynchronous) check(await new Promise((resolve) => act(resolve)), act, ...expected);
})().then(mustCall());
