'use strict';

// Certificate: signed public keys and challenges (SPKAC).

const { spkacChallenge, spkacPublicKey, verifySpkac: verify } = internalBinding('crypto');
const { toBytes } = require('internal/crypto/util');

function verifySpkac(spkac, encoding) {
  return verify(toBytes(spkac, 'spkac', encoding));
}

// '' for what is none.
const orText = (bytes) => (bytes.length === 0 ? '' : bytes);

function exportPublicKey(spkac, encoding) {
  return orText(spkacPublicKey(toBytes(spkac, 'spkac', encoding)));
}

function exportChallenge(spkac, encoding) {
  return orText(spkacChallenge(toBytes(spkac, 'spkac', encoding)));
}

// The functions used to be methods of an object without state.
function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}
for (const target of [Certificate, Certificate.prototype]) Object.assign(target, { exportChallenge, exportPublicKey, verifySpkac });

module.exports = { Certificate };
