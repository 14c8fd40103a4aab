'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');

// Both sides come to the same secret.
const alice = crypto.createDiffieHellman(crypto.getDiffieHellman('modp5').getPrime(), 2);
const bob = crypto.createDiffieHellman(alice.getPrime(), alice.getGenerator());
alice.generateKeys();
bob.generateKeys('hex');
assert.ok(alice.computeSecret(bob.getPublicKey()).equals(bob.computeSecret(alice.getPublicKey('hex'), 'hex')));
assert.strictEqual(alice.verifyError, 0);
assert.strictEqual(alice.getPrime().length, 192);
const copy = crypto.createDiffieHellman(alice.getPrime('hex'), 'hex', alice.getGenerator());
copy.setPrivateKey(alice.getPrivateKey());
copy.setPublicKey(alice.getPublicKey());
assert.ok(copy.computeSecret(bob.getPublicKey()).equals(alice.computeSecret(bob.getPublicKey())));

const group = crypto.getDiffieHellman('modp14');
const other = crypto.createDiffieHellmanGroup('modp14');
assert.strictEqual(group.getPrime().length, 256);
assert.strictEqual(group.getGenerator('hex'), '02');
assert.strictEqual(group.setPrivateKey, undefined);
assert.throws(() => group.getPublicKey(), { code: 'ERR_CRYPTO_INVALID_STATE', message: 'No public key - did you forget to generate one?' });
group.generateKeys();
other.generateKeys();
assert.strictEqual(group.computeSecret(other.getPublicKey(), undefined, 'hex'), other.computeSecret(group.getPublicKey()).toString('hex'));
assert.throws(() => group.computeSecret(Buffer.from([1])), { code: 'ERR_CRYPTO_INVALID_KEYLEN', message: 'Supplied key is too small' });
assert.throws(() => group.computeSecret(Buffer.alloc(300, 255)), { code: 'ERR_CRYPTO_INVALID_KEYLEN', message: 'Supplied key is too large' });
assert.throws(() => crypto.getDiffieHellman('nope'), { code: 'ERR_CRYPTO_UNKNOWN_DH_GROUP' });
assert.throws(() => crypto.createDiffieHellman(1), { code: 'ERR_OSSL_DH_MODULUS_TOO_SMALL' });
assert.strictEqual(crypto.createDiffieHellman(512).getPrime().length, 64);
assert.throws(() => crypto.createDiffieHellman({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.createDiffieHellman(2 ** 40), { code: 'ERR_OUT_OF_RANGE' });

// Curves.
assert.ok(crypto.getCurves().includes('secp521r1'));
const left = crypto.createECDH('secp521r1');
const right = crypto.createECDH('secp521r1');
left.generateKeys();
const compressed = right.generateKeys('hex', 'compressed');
assert.ok(/^0[23]/.test(compressed));
assert.ok(left.computeSecret(compressed, 'hex').equals(right.computeSecret(left.getPublicKey())));
assert.strictEqual(crypto.ECDH.convertKey(compressed, 'secp521r1', 'hex', 'hex', 'uncompressed'), right.getPublicKey('hex'));
const again = crypto.createECDH('secp521r1');
again.setPrivateKey(left.getPrivateKey());
assert.ok(again.getPublicKey().equals(left.getPublicKey()));
assert.throws(() => left.computeSecret(Buffer.alloc(133)), { code: 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY' });
assert.throws(() => left.getPublicKey('hex', 'nope'), { code: 'ERR_CRYPTO_ECDH_INVALID_FORMAT' });
assert.throws(() => left.setPrivateKey(Buffer.alloc(66)), { code: 'ERR_CRYPTO_INVALID_KEYTYPE' });
assert.throws(() => crypto.createECDH('nope'), { code: 'ERR_CRYPTO_INVALID_CURVE' });
assert.throws(() => crypto.createECDH('secp521r1').getPublicKey(), { message: 'Failed to get ECDH public key' });

// KeyObjects.
for (const [type, options] of [['x25519'], ['x448'], ['ec', { namedCurve: 'P-384' }], ['dh', { group: 'modp14' }]]) {
  const a = crypto.generateKeyPairSync(type, options);
  const b = crypto.generateKeyPairSync(type, options);
  const secret = crypto.diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey });
  assert.ok(secret.equals(crypto.diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey })), type);
  crypto.diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey }, common.mustSucceed((found) => assert.ok(found.equals(secret))));
}
const ed = crypto.generateKeyPairSync('ed25519');
assert.throws(() => crypto.diffieHellman(ed), { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY' });

// Primes.
assert.ok(crypto.checkPrimeSync(crypto.generatePrimeSync(64)));
assert.ok(!crypto.checkPrimeSync(15n));
const prime = crypto.generatePrimeSync(32, { add: 12n, rem: 11n, bigint: true });
assert.strictEqual(prime % 12n, 11n);
crypto.generatePrime(48, { safe: true, bigint: true }, common.mustSucceed((safe) => {
  crypto.checkPrime((safe - 1n) / 2n, common.mustSucceed((result) => assert.strictEqual(result, true)));
}));
assert.throws(() => crypto.generatePrimeSync(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.generatePrimeSync(8, { add: 512n }), { code: 'ERR_OUT_OF_RANGE', message: 'invalid options.add' });
assert.throws(() => crypto.checkPrimeSync('x'), { code: 'ERR_INVALID_ARG_TYPE' });
