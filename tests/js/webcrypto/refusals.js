'use strict';

const common = require('../common');
const assert = require('assert');
const { subtle } = globalThis.crypto;

// The names, codes and messages of what is refused.
function refused(promise, name, message, code) {
  return assert.rejects(promise, (error) => {
    assert.strictEqual(error.name, name, error.stack);
    assert.strictEqual(error.message, message);
    if (code !== undefined) assert.strictEqual(error.code, code);
    return true;
  });
}

async function main() {
  const some = new Uint8Array(1);
  await refused(subtle.digest('nope', some), 'NotSupportedError', 'Unrecognized algorithm name');
  await refused(subtle.digest('SHA-256'), 'TypeError', "Failed to execute 'digest' on 'SubtleCrypto': 2 arguments required, but only 1 present.",
                'ERR_MISSING_ARGS');
  await refused(subtle.digest('SHA-256', 'x'), 'TypeError',
                "Failed to execute 'digest' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.",
                'ERR_INVALID_ARG_TYPE');
  await refused(subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, []), 'SyntaxError', 'Usages cannot be empty when creating a key.');
  await refused(subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['encrypt']), 'SyntaxError', 'Unsupported key usage for an HMAC key');
  await refused(subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['nope']), 'TypeError',
                "Failed to execute 'generateKey' on 'SubtleCrypto': 3rd argument[0] value 'nope' is not a valid enum value of type KeyUsage.");
  await refused(subtle.generateKey({ name: 'HMAC' }, true, ['sign']), 'TypeError',
                "Failed to normalize algorithm: passed algorithm can not be converted to 'HmacKeyGenParams' because 'hash' is required in " +
                "'HmacKeyGenParams'.", 'ERR_MISSING_OPTION');
  await refused(subtle.generateKey({ name: 'AES-GCM', length: 1 }, true, ['encrypt']), 'OperationError',
                'AES key length must be 128, 192, or 256 bits');
  await refused(subtle.generateKey({ name: 'ECDSA', namedCurve: 'nope' }, true, ['sign']), 'NotSupportedError', 'Unrecognized namedCurve');

  const hmac = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  assert.deepStrictEqual(hmac.algorithm, { name: 'HMAC', length: 512, hash: { name: 'SHA-256' } });
  assert.deepStrictEqual([hmac.type, hmac.extractable, hmac.usages], ['secret', false, ['sign']]);
  await refused(subtle.verify('HMAC', hmac, some, some), 'InvalidAccessError', 'Unable to use this key to verify');
  await refused(subtle.exportKey('raw', hmac), 'InvalidAccessException', 'key is not extractable');
  await refused(subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, hmac, some), 'InvalidAccessError',
                'The requested operation is not valid for the provided key');

  const aes = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const gcm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  await refused(subtle.decrypt(gcm, aes, new Uint8Array(20)), 'OperationError', 'The operation failed for an operation-specific reason');
  await refused(subtle.decrypt(gcm, aes, new Uint8Array(2)), 'OperationError', 'The provided data is too small.');
  await refused(subtle.encrypt({ ...gcm, tagLength: 5 }, aes, some), 'OperationError', '5 is not a valid AES-GCM tag length');
  await refused(subtle.exportKey('spki', aes), 'NotSupportedError', 'Unable to export AES-GCM secret key using spki format');
  await refused(subtle.importKey('raw', new Uint8Array(5), 'AES-GCM', true, ['encrypt']), 'DataError', 'Invalid key length');
  await refused(subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', true, []), 'SyntaxError',
                'Usages cannot be empty when importing a secret key.');
  await refused(subtle.importKey('jwk', { kty: 'RSA' }, 'AES-GCM', true, ['encrypt']), 'DataError', 'Invalid JWK "kty" Parameter');
  await refused(subtle.importKey('raw', some, 'PBKDF2', true, ['deriveBits']), 'SyntaxError', 'PBKDF2 keys are not extractable');
  await refused(subtle.importKey('spki', some, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']), 'DataError', 'Invalid keyData');
  await refused(subtle.digest.call({}, 'SHA-1', some), 'TypeError', 'Value of "this" must be of type SubtleCrypto', 'ERR_INVALID_THIS');
}

for (const Class of [Crypto, SubtleCrypto, CryptoKey]) assert.throws(() => new Class(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => globalThis.crypto.getRandomValues(new Float32Array(1)), { name: 'TypeMismatchError' });
assert.throws(() => globalThis.crypto.getRandomValues(new Uint8Array(65537)), { name: 'QuotaExceededError' });
assert.strictEqual(require('crypto').webcrypto, globalThis.crypto);
assert.strictEqual(require('crypto').subtle, subtle);
main().then(common.mustCall());
