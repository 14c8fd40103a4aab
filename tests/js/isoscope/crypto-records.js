'use strict';
// What crypto does on the pool carries its name; webcrypto's work is the same.
const common = require('../common');
const assert = require('assert');
const crypto = require('crypto');
const scope = require('isoscope');

const since = scope.history({ limit: 0 }).nextSequence;

async function main() {
  const run = (start) => new Promise((resolve, reject) => start((error, result) => { if (error) reject(error); else resolve(result); }));
  const { privateKey, publicKey } = await new Promise((resolve, reject) => {
    crypto.generateKeyPair('ed25519', (error, publicKey, privateKey) => { if (error) reject(error); else resolve({ publicKey, privateKey }); });
  });
  const signature = await run((done) => crypto.sign(null, Buffer.from('x'), privateKey, done));
  assert.ok(await run((done) => crypto.verify(null, Buffer.from('x'), publicKey, signature, done)));
  await run((done) => crypto.generatePrime(32, done));
  await run((done) => crypto.checkPrime(7n, done));
  await run((done) => crypto.randomBytes(8, done));
  await crypto.subtle.digest('SHA-256', new Uint8Array(8));
  setImmediate(common.mustCall(() => {
    const labels = scope.history({ since, kinds: 'pool' }).items.map(({ operation }) => operation);
    assert.deepStrictEqual(labels, ['crypto.generateKeyPair', 'crypto.sign', 'crypto.verify', 'crypto.generatePrime', 'crypto.checkPrime',
                                    'crypto.randomBytes', 'crypto.digest']);
  }));
}
main().then(common.mustCall());
