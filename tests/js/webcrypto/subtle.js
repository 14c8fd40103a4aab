'use strict';

const common = require('../common');
const assert = require('assert');
const { subtle } = globalThis.crypto;

const data = new TextEncoder().encode('what is worked on');
const hex = (buffer) => Buffer.from(buffer).toString('hex');

async function digests() {
  assert.strictEqual(hex(await subtle.digest('SHA-256', new TextEncoder().encode('abc'))),
                     'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.strictEqual(hex(await subtle.digest({ name: 'sha-1' }, Buffer.from('abc'))), 'a9993e364706816aba3e25717850c26c9cd0d89d');
}

async function ciphers() {
  for (const [algorithm, length] of [
    [{ name: 'AES-GCM', iv: new Uint8Array(12) }, 256], [{ name: 'AES-GCM', iv: new Uint8Array(16), additionalData: data, tagLength: 96 }, 128],
    [{ name: 'AES-CBC', iv: new Uint8Array(16) }, 192], [{ name: 'AES-CTR', counter: new Uint8Array(16), length: 64 }, 128],
  ]) {
    const key = await subtle.generateKey({ name: algorithm.name, length }, true, ['encrypt', 'decrypt']);
    const packed = await subtle.encrypt(algorithm, key, data);
    assert.deepStrictEqual(new Uint8Array(await subtle.decrypt(algorithm, key, packed)), data);
    for (const format of ['raw', 'jwk']) {
      const again = await subtle.importKey(format, await subtle.exportKey(format, key), algorithm.name, true, ['decrypt']);
      assert.deepStrictEqual(new Uint8Array(await subtle.decrypt(algorithm, again, packed)), data);
    }
  }
  // The counter wraps within its bits.
  const key = await subtle.importKey('raw', new Uint8Array(16), 'AES-CTR', false, ['encrypt']);
  const wrapping = { name: 'AES-CTR', counter: new Uint8Array(16).fill(255), length: 8 };
  const plain = new Uint8Array(48);
  const whole = Buffer.from(await subtle.encrypt(wrapping, key, plain));
  const second = { name: 'AES-CTR', counter: new Uint8Array(16).fill(255).fill(0, 15), length: 8 };
  assert.strictEqual(hex(whole.subarray(16)), hex(await subtle.encrypt(second, key, plain.subarray(16))));

  const rsa = await subtle.generateKey({ name: 'RSA-OAEP', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true,
                                       ['encrypt', 'decrypt']);
  const packed = await subtle.encrypt({ name: 'RSA-OAEP', label: data }, rsa.publicKey, data);
  assert.deepStrictEqual(new Uint8Array(await subtle.decrypt({ name: 'RSA-OAEP', label: data }, rsa.privateKey, packed)), data);
  await assert.rejects(subtle.decrypt('RSA-OAEP', rsa.privateKey, packed), { name: 'OperationError' });
}

async function signatures() {
  for (const [keyAlgorithm, algorithm] of [
    [{ name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, 'RSASSA-PKCS1-v1_5'],
    [{ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, { name: 'RSA-PSS', saltLength: 32 }],
    [{ name: 'ECDSA', namedCurve: 'P-384' }, { name: 'ECDSA', hash: 'SHA-384' }],
    ['Ed25519', 'Ed25519'],
  ]) {
    const pair = await subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
    const signature = await subtle.sign(algorithm, pair.privateKey, data);
    const imported = typeof keyAlgorithm === 'string' ? keyAlgorithm : { ...keyAlgorithm };
    for (const format of ['spki', 'jwk']) {
      const key = await subtle.importKey(format, await subtle.exportKey(format, pair.publicKey), imported, true, ['verify']);
      assert.strictEqual(await subtle.verify(algorithm, key, signature, data), true);
      assert.strictEqual(await subtle.verify(algorithm, key, signature, data.subarray(1)), false);
    }
    const pkcs8 = await subtle.exportKey('pkcs8', pair.privateKey);
    assert.strictEqual((await subtle.importKey('pkcs8', pkcs8, imported, false, ['sign'])).type, 'private');
  }
  const key = await subtle.importKey('raw', Buffer.from('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign', 'verify']);
  const signature = await subtle.sign('HMAC', key, Buffer.from('what do ya want for nothing?'));
  assert.strictEqual(hex(signature), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  assert.strictEqual(await subtle.verify('HMAC', key, signature, Buffer.from('what do ya want for nothing?')), true);
}

async function derivation() {
  const password = await subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  const pbkdf2 = { name: 'PBKDF2', hash: 'SHA-256', salt: Buffer.from('salt'), iterations: 1 };
  assert.strictEqual(hex(await subtle.deriveBits(pbkdf2, password, 256)), '120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b');
  const derived = await subtle.deriveKey(pbkdf2, password, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
  assert.strictEqual(derived.algorithm.length, 256);
  const material = await subtle.importKey('raw', Buffer.alloc(22, 0x0b), 'HKDF', false, ['deriveBits']);
  const salt = Buffer.from('000102030405060708090a0b0c', 'hex');
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt, info: Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex') };
  assert.strictEqual(hex(await subtle.deriveBits(hkdf, material, 336)),
                     '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  for (const algorithm of ['X25519', { name: 'ECDH', namedCurve: 'P-256' }]) {
    const a = await subtle.generateKey(algorithm, true, ['deriveBits']);
    const b = await subtle.generateKey(algorithm, true, ['deriveBits']);
    const name = algorithm.name ?? algorithm;
    const one = await subtle.deriveBits({ name, public: b.publicKey }, a.privateKey, 256);
    const raw = await subtle.importKey('raw', await subtle.exportKey('raw', a.publicKey), algorithm, true, []);
    assert.strictEqual(hex(one), hex(await subtle.deriveBits({ name, public: raw }, b.privateKey, 256)));
  }
}

async function wrapping() {
  const key = await subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt']);
  for (const [generated, algorithm] of [
    [{ name: 'AES-KW', length: 128 }, 'AES-KW'], [{ name: 'AES-GCM', length: 128 }, { name: 'AES-GCM', iv: new Uint8Array(12) }],
  ]) {
    const wrapper = await subtle.generateKey(generated, true, ['wrapKey', 'unwrapKey']);
    for (const format of ['raw', 'jwk']) {
      const wrapped = await subtle.wrapKey(format, key, wrapper, algorithm);
      const again = await subtle.unwrapKey(format, wrapped, wrapper, algorithm, 'AES-GCM', true, ['encrypt']);
      assert.strictEqual(hex(await subtle.exportKey('raw', again)), hex(await subtle.exportKey('raw', key)));
    }
  }
}

Promise.all([digests(), ciphers(), signatures(), derivation(), wrapping()]).then(common.mustCall());
