'use strict';

const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');
const { pipeline, Readable } = require('stream');

const vectors = {
  md5: '900150983cd24fb0d6963f7d28e17f72',
  sha1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  'sha3-256': '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
};
for (const [name, hex] of Object.entries(vectors)) {
  assert.strictEqual(crypto.createHash(name).update('a').update(Buffer.from('bc')).digest('hex'), hex);
  assert.strictEqual(crypto.hash(name, 'abc'), hex);
  assert.ok(crypto.getHashes().includes(name), name);
}
assert.strictEqual(crypto.createHash('SHA256').update('616263', 'hex').digest('hex'), vectors.sha256);
assert.strictEqual(crypto.createHash('RSA-SHA256').update('abc').digest('base64'), Buffer.from(vectors.sha256, 'hex').toString('base64'));
assert.strictEqual(crypto.hash('sha1', 'abc', 'base64url'), Buffer.from(vectors.sha1, 'hex').toString('base64url'));
assert.ok(crypto.createHash('sha1').digest() instanceof Buffer);

const half = crypto.createHash('sha1').update('a');
const copy = half.copy();
assert.strictEqual(half.update('bc').digest('hex'), vectors.sha1);
assert.strictEqual(copy.update('bc').digest('hex'), vectors.sha1);
assert.throws(() => half.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED', message: 'Digest already called' });
assert.throws(() => half.update('x'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => crypto.createHash('nope'), { message: 'Digest method not supported' });
assert.throws(() => crypto.createHash('md4'), { code: 'ERR_OSSL_EVP_UNSUPPORTED', library: 'digital envelope routines', reason: 'unsupported' });
assert.throws(() => crypto.createHash('sha1').update(5), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(crypto.createHash('shake128', { outputLength: 5 }).update('a').digest('hex'), '85c8de88d2');
assert.throws(() => crypto.createHash('sha256', { outputLength: 5 }), { code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH' });

// As a stream.
pipeline(Readable.from(['ab', 'c']), crypto.createHash('sha256').setEncoding('hex'), async (source) => {
  let text = '';
  for await (const chunk of source) text += chunk;
  assert.strictEqual(text, vectors.sha256);
}, common.mustSucceed());
