'use strict';

// X509Certificate.

const { KeyObjectHandle, X509CertificateHandle } = internalBinding('crypto');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');
const { Buffer } = require('buffer');
const { PublicKeyObject, isKeyObject, kHandle: kKeyHandle } = require('internal/crypto/keys');
const { kEmptyObject } = require('internal/util');
const { kClone, kDeserialize, markTransferMode } = require('internal/worker/js_transferable');

const kHandle = Symbol('kHandle');
const kCache = Symbol('kCache');

const kFlags = {
  '__proto__': null,
  'alwaysCheckSubject': 0x1,
  'noWildcards': 0x2,
  'noPartialWildcards': 0x4,
  'multiLabelWildcards': 0x8,
  'singleLabelSubdomains': 0x10,
  'neverCheckSubject': 0x20,
};

function flagsOf(options, names) {
  validateObject(options, 'options');
  let flags = 0;
  const { subject } = options;
  if (names.includes('subject')) {
    validateOneOf(subject, 'options.subject', [undefined, 'default', 'always', 'never']);
    if (subject === 'always') flags |= kFlags.alwaysCheckSubject;
    if (subject === 'never') flags |= kFlags.neverCheckSubject;
  }
  if (!names.includes('wildcards')) return flags;
  const { wildcards = true, partialWildcards = true, multiLabelWildcards = false, singleLabelSubdomains = false } = options;
  validateBoolean(wildcards, 'options.wildcards');
  validateBoolean(partialWildcards, 'options.partialWildcards');
  validateBoolean(multiLabelWildcards, 'options.multiLabelWildcards');
  validateBoolean(singleLabelSubdomains, 'options.singleLabelSubdomains');
  if (!wildcards) flags |= kFlags.noWildcards;
  if (!partialWildcards) flags |= kFlags.noPartialWildcards;
  if (multiLabelWildcards) flags |= kFlags.multiLabelWildcards;
  if (singleLabelSubdomains) flags |= kFlags.singleLabelSubdomains;
  return flags;
}

// "CN=a\nO=b" as an object; what comes twice is an array.
function attributes(text) {
  const result = { __proto__: null };
  for (const line of text?.split('\n') ?? []) {
    const at = line.indexOf('=');
    if (at === -1) continue;
    const name = line.slice(0, at);
    const value = line.slice(at + 1);
    if (name in result) result[name] = [result[name], value].flat();
    else result[name] = value;
  }
  return result;
}

class X509Certificate {
  constructor(buffer) {
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!isArrayBufferView(buffer) && !isAnyArrayBuffer(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    define(this, new X509CertificateHandle(buffer));
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { subject, subjectAltName, issuer, infoAccess, validFrom, validTo, validFromDate, validToDate, fingerprint, fingerprint256, fingerprint512,
            keyUsage, serialNumber } = this;
    return `X509Certificate ${inspect({
      subject, subjectAltName, issuer, infoAccess, validFrom, validTo, validFromDate, validToDate, fingerprint, fingerprint256, fingerprint512,
      keyUsage, serialNumber,
    }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get validFromDate() { return new Date(this[kHandle].getTime(false) * 1000); }
  get validToDate() { return new Date(this[kHandle].getTime(true) * 1000); }
  get keyUsage() { return this[kHandle].getKeyUsage(); }
  get ca() { return this[kHandle].isCa(); }
  get raw() { return this[kCache].raw ??= this[kHandle].getRaw(); }
  get issuerCertificate() { return undefined; }

  get publicKey() {
    if (this[kCache].publicKey === undefined) {
      const handle = new KeyObjectHandle();
      this[kHandle].getPublicKey(handle);
      this[kCache].publicKey = new PublicKeyObject(handle);
    }
    return this[kCache].publicKey;
  }

  toString() { return this[kHandle].getText('pem'); }
  toJSON() { return this.toString(); }

  checkHost(name, options = kEmptyObject) {
    validateString(name, 'name');
    return checkName(this, 'host', name, flagsOf(options, ['subject', 'wildcards']));
  }

  checkEmail(email, options = kEmptyObject) {
    validateString(email, 'email');
    return checkName(this, 'email', email, flagsOf(options, ['subject']));
  }

  checkIP(ip, options = kEmptyObject) {
    validateString(ip, 'ip');
    return checkName(this, 'ip', ip, flagsOf(options, []));
  }

  checkIssued(otherCert) {
    if (!isX509Certificate(otherCert)) throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    return this[kHandle].checkIssued(otherCert[kHandle]);
  }

  checkPrivateKey(privateKey) {
    if (!isKeyObject(privateKey)) throw new ERR_INVALID_ARG_TYPE('privateKey', 'KeyObject', privateKey);
    if (privateKey.type !== 'private') throw new ERR_INVALID_ARG_VALUE('privateKey', privateKey);
    return this[kHandle].checkPrivateKey(privateKey[kKeyHandle]);
  }

  verify(publicKey) {
    if (!isKeyObject(publicKey)) throw new ERR_INVALID_ARG_TYPE('publicKey', 'KeyObject', publicKey);
    if (publicKey.type !== 'public') throw new ERR_INVALID_ARG_VALUE('publicKey', publicKey);
    return this[kHandle].verify(publicKey[kKeyHandle]);
  }

  // The shape of tlsSocket.getPeerCertificate().
  toLegacyObject() {
    const key = this.publicKey;
    const legacy = {
      subject: attributes(this.subject),
      issuer: attributes(this.issuer),
      subjectaltname: this.subjectAltName,
      infoAccess: this.infoAccess,
      ca: this.ca,
    };
    if (key.asymmetricKeyType === 'rsa') {
      const { n, e } = key.export({ format: 'jwk' });
      legacy.modulus = Buffer.from(n, 'base64url').toString('hex').toUpperCase();
      legacy.bits = key.asymmetricKeyDetails.modulusLength;
      legacy.exponent = `0x${BigInt(`0x${Buffer.from(e, 'base64url').toString('hex')}`).toString(16)}`;
      legacy.pubkey = key.export({ type: 'spki', format: 'der' });
    } else if (key.asymmetricKeyType === 'ec') {
      const { namedCurve } = key.asymmetricKeyDetails;
      legacy.pubkey = key[kKeyHandle].exportRaw(false);
      legacy.asn1Curve = namedCurve;
      const nist = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }[namedCurve];
      if (nist !== undefined) legacy.nistCurve = nist;
      legacy.bits = { prime256v1: 256, secp256k1: 256, secp384r1: 384, secp521r1: 521 }[namedCurve];
    }
    return Object.assign(legacy, {
      valid_from: this.validFrom,
      valid_to: this.validTo,
      fingerprint: this.fingerprint,
      fingerprint256: this.fingerprint256,
      fingerprint512: this.fingerprint512,
      ext_key_usage: this.keyUsage,
      serialNumber: this.serialNumber,
      raw: this.raw,
    });
  }
}

for (const name of ['subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256', 'fingerprint512',
                    'serialNumber', 'signatureAlgorithm', 'signatureAlgorithmOid']) {
  Object.defineProperty(X509Certificate.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() { return this[kHandle].getText(name); },
  });
}

function checkName(self, what, name, flags) {
  try {
    return self[kHandle].check(what, name, flags);
  } catch (error) {
    if (error.code === 'ERR_INVALID_ARG_VALUE') throw new ERR_INVALID_ARG_VALUE(what === 'host' ? 'name' : what, name);
    throw error;
  }
}

function define(self, handle) {
  Object.defineProperty(self, kHandle, { __proto__: null, value: handle, enumerable: false });
  Object.defineProperty(self, kCache, { __proto__: null, value: {}, enumerable: false });
  markTransferMode(self, true, false);
}

function isX509Certificate(value) {
  return value?.[kHandle] instanceof X509CertificateHandle;
}

// A certificate travels as its bytes.
class ClonedX509Certificate {
  [kDeserialize](raw) {
    Object.setPrototypeOf(this, X509Certificate.prototype);
    define(this, new X509CertificateHandle(raw));
  }
}
Object.defineProperty(X509Certificate.prototype, kClone, {
  __proto__: null,
  enumerable: false,
  value() { return { data: this.raw, deserializeInfo: 'internal/crypto/x509:ClonedX509Certificate' }; },
});

module.exports = { ClonedX509Certificate, X509Certificate, isX509Certificate };
