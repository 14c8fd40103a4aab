'use strict';

// What crypto.subtle refuses, in which order, and with which words.

const { mustCall } = require('../common');
const assert = require('assert');
const { subtle } = globalThis.crypto;

const kData = Buffer.alloc(16);
const kGcm = { name: 'AES-GCM', iv: Buffer.alloc(12) };
const type = (message, code = 'ERR_INVALID_ARG_TYPE') => ({ name: 'TypeError', code, message });
const dom = (name, message) => ({ name, message });
const normalize = (text) => `Failed to normalize algorithm: ${text}`;
const argument = (method, text) => type(`Failed to execute '${method}' on 'SubtleCrypto': ${text}`);

(async () => {
  const importKey = (algorithm, usages, extractable = true) => subtle.importKey('raw', kData, algorithm, extractable, usages);
  const gcm = await importKey('AES-GCM', ['encrypt', 'decrypt']);
  const cbc = await importKey('AES-CBC', ['encrypt']);
  const pbkdf2 = await importKey('PBKDF2', ['deriveBits', 'deriveKey'], false);
  const hkdf = await importKey('HKDF', ['deriveKey'], false);
  const curve = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const signer = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
  const from = (changes) => ({ name: 'PBKDF2', salt: kData, iterations: 1, hash: 'SHA-256', ...changes });
  const bytes = 'is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.';

  const cases = [
    // Arguments come before the algorithm.
    [() => subtle.digest('x', 'text'), argument('digest', `2nd argument ${bytes}`)],
    [() => subtle.encrypt('x', {}, kData), argument('encrypt', '2nd argument is not of type CryptoKey.')],
    [() => subtle.importKey('jwk', 'text', 'x', true, []), argument('importKey', '2nd argument can not be converted to a dictionary')],
    // The algorithm, its members in their order.
    [() => subtle.digest(undefined, kData), dom('NotSupportedError', 'Unrecognized algorithm name')],
    [() => subtle.digest({}, kData),
      type(normalize("passed algorithm can not be converted to 'Algorithm' because 'name' is required in 'Algorithm'."), 'ERR_MISSING_OPTION')],
    [() => subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256' }, pbkdf2, 8),
      type(normalize("passed algorithm can not be converted to 'HkdfParams' because 'info' is required in 'HkdfParams'."), 'ERR_MISSING_OPTION')],
    [() => subtle.deriveBits(from({ hash: 'x' }), pbkdf2, 8), dom('NotSupportedError', 'Only SHA hashes are supported in Pbkdf2Params')],
    [() => subtle.encrypt({ ...kGcm, iv: 'x' }, gcm, kData), type(normalize(`'iv' of 'AeadParams' (passed algorithm) ${bytes}`))],
    [() => subtle.generateKey({ name: 'AES-GCM', length: 'x' }, true, []),
      type(normalize("'length' of 'AesKeyGenParams' (passed algorithm) is not a finite number."))],
    [() => subtle.sign({ name: 'RSA-PSS', saltLength: -1 }, gcm, kData),
      type(normalize("'saltLength' of 'RsaPssParams' (passed algorithm) is outside the expected range of 0 to 4294967295."), 'ERR_OUT_OF_RANGE')],
    // Sizes, and then the key.
    [() => subtle.encrypt({ name: 'AES-CBC', iv: Buffer.alloc(3) }, gcm, kData), dom('OperationError', 'algorithm.iv must contain exactly 16 bytes')],
    [() => subtle.encrypt({ ...kGcm, tagLength: 1 }, cbc, kData), dom('OperationError', '1 is not a valid AES-GCM tag length')],
    [() => subtle.encrypt({ name: 'AES-CTR', counter: kData, length: 0 }, gcm, kData),
      dom('OperationError', 'AES-CTR algorithm.length must be between 1 and 128')],
    [() => subtle.encrypt(kGcm, cbc, kData), dom('InvalidAccessError', 'The requested operation is not valid for the provided key')],
    [() => subtle.deriveBits(from({ iterations: 0 }), hkdf, 8), dom('OperationError', 'iterations cannot be zero')],
    [() => subtle.deriveBits({ name: 'ECDH', public: signer.publicKey }, curve.privateKey, 8), dom('InvalidAccessError', 'key algorithm mismatch')],
    [() => subtle.deriveKey(from(), hkdf, 'AES-GCM', false, ['encrypt']), dom('InvalidAccessError', 'Key algorithm mismatch')],
    // Keys.
    [() => importKey('PBKDF2', ['sign']), dom('SyntaxError', 'PBKDF2 keys are not extractable')],
    [() => importKey({ name: 'HMAC', hash: 'SHA-256' }, ['encrypt']), dom('SyntaxError', 'Unsupported key usage for HMAC key')],
    [() => importKey('Ed25519', ['encrypt']), dom('SyntaxError', 'Unsupported key usage for a Ed25519 key')],
    [() => subtle.importKey('jwk', { kty: 'oct' }, 'Ed25519', true, ['encrypt']), dom('DataError', 'Invalid JWK "kty" Parameter')],
    [() => importKey({ name: 'RSA-PSS', hash: 'SHA-256' }, ['encrypt']), dom('NotSupportedError', 'Unable to import RSA-PSS using raw format')],
    [() => subtle.exportKey('raw', hkdf), dom('NotSupportedError', 'HKDF key export is not supported')],
  ];
  for (const [act, expected] of cases) await assert.rejects(act, expected, act.toString());
})().then(mustCall());
