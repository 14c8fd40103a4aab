'use strict';

const common = require('../common');
const assert = require('assert');
const { KeyObject } = require('crypto');
const { subtle } = globalThis.crypto;

// A CryptoKey is cloned with all it knows, and turns into a KeyObject and back.
subtle.generateKey({ name: 'HMAC', hash: 'SHA-512' }, true, ['sign', 'verify']).then(common.mustCall(async (key) => {
  const clone = structuredClone(key);
  assert.ok(clone !== key && clone instanceof CryptoKey);
  assert.deepStrictEqual(clone.algorithm, key.algorithm);
  assert.deepStrictEqual(clone.usages, key.usages);
  const signature = await subtle.sign('HMAC', key, Buffer.from('x'));
  assert.strictEqual(await subtle.verify('HMAC', clone, signature, Buffer.from('x')), true);
  const object = KeyObject.from(clone);
  assert.strictEqual(object.symmetricKeySize, 128);
  const back = object.toCryptoKey({ name: 'HMAC', hash: 'SHA-512' }, true, ['verify']);
  assert.strictEqual(await subtle.verify('HMAC', back, signature, Buffer.from('x')), true);
}));
