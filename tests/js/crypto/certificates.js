'use strict';

require('../common');
const assert = require('assert');
const crypto = require('crypto');

// A certificate that signed itself, made for this test.
const pem = `-----BEGIN CERTIFICATE-----
MIICGTCCAb+gAwIBAgIUbkd+l/jkb77l2aROnf183pLOUeswCgYIKoZIzj0EAwIw
NzELMAkGA1UEBhMCWFgxETAPBgNVBAoMCElzb3Njb3BlMRUwEwYDVQQDDAx0ZXN0
LmV4YW1wbGUwIBcNMjYxMTI3MTUzODM5WhgPMjEyNjExMDMxNTM4MzlaMDcxCzAJ
BgNVBAYTAlhYMREwDwYDVQQKDAhJc29zY29wZTEVMBMGA1UEAwwMdGVzdC5leGFt
cGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKtv4wlkIA8HwM2XXOltypU1H
ajJvrTwmko4z62lSaRGy3jO/1coBJlVjfgfoUfGKK7R6iSRF8Mc19wl1xkFGy6OB
pjCBozAdBgNVHQ4EFgQUtmf0BebKlUGc/+RV4YQZ4zt+OgYwHwYDVR0jBBgwFoAU
tmf0BebKlUGc/+RV4YQZ4zt+OgYwPgYDVR0RBDcwNYIMdGVzdC5leGFtcGxlgg4q
LndpbGQuZXhhbXBsZYcEfwAAAYEPbWVAdGVzdC5leGFtcGxlMBMGA1UdJQQMMAoG
CCsGAQUFBwMBMAwGA1UdEwQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgMaCREFD/
Qong2yI5THdkQroMSARHx2ECS8MmSu0F+agCIQCRebjHafaLVXuBie2etb4CRApT
fulHBqc6B+xy66LcuQ==
-----END CERTIFICATE-----
`;
const keyPem = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIDbh2n9mCZQtWeKSGXaZm2bWfZev1gCAkgM+DW1monSvoAoGCCqGSM49
AwEHoUQDQgAEKtv4wlkIA8HwM2XXOltypU1HajJvrTwmko4z62lSaRGy3jO/1coB
JlVjfgfoUfGKK7R6iSRF8Mc19wl1xkFGyw==
-----END EC PRIVATE KEY-----
`;

const certificate = new crypto.X509Certificate(pem);
assert.strictEqual(certificate.subject, 'C=XX\nO=Isoscope\nCN=test.example');
assert.strictEqual(certificate.issuer, certificate.subject);
assert.strictEqual(certificate.subjectAltName, 'DNS:test.example, DNS:*.wild.example, IP Address:127.0.0.1, email:me@test.example');
assert.strictEqual(certificate.infoAccess, undefined);
assert.strictEqual(certificate.serialNumber, '6E477E97F8E46FBEE5D9A44E9DFD7CDE92CE51EB');
assert.strictEqual(certificate.validFrom, 'Nov 27 15:38:39 2026 GMT');
assert.strictEqual(certificate.validToDate.toISOString(), '2126-11-03T15:38:39.000Z');
assert.strictEqual(certificate.fingerprint, '77:74:61:0A:95:6A:73:35:87:C6:B2:DC:F4:F5:95:D0:BC:DA:1E:69');
assert.strictEqual(certificate.fingerprint256.length, 95);
assert.strictEqual(certificate.fingerprint512.length, 191);
assert.deepStrictEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
assert.strictEqual(certificate.ca, true);
assert.strictEqual(certificate.toString(), pem);
assert.strictEqual(JSON.stringify(certificate), JSON.stringify(pem));
assert.strictEqual(new crypto.X509Certificate(certificate.raw).toString(), pem);

const privateKey = crypto.createPrivateKey(keyPem);
assert.ok(certificate.publicKey.equals(crypto.createPublicKey(keyPem)));
assert.ok(crypto.createPublicKey(pem).equals(certificate.publicKey));
assert.ok(certificate.checkPrivateKey(privateKey));
assert.ok(!certificate.checkPrivateKey(crypto.generateKeyPairSync('ed25519').privateKey));
assert.ok(certificate.verify(certificate.publicKey));
assert.ok(!certificate.verify(crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey));
assert.ok(certificate.checkIssued(certificate));

assert.strictEqual(certificate.checkHost('test.example'), 'test.example');
assert.strictEqual(certificate.checkHost('a.wild.example'), '*.wild.example');
assert.strictEqual(certificate.checkHost('a.wild.example', { wildcards: false }), undefined);
assert.strictEqual(certificate.checkHost('other.example'), undefined);
assert.strictEqual(certificate.checkEmail('me@test.example'), 'me@test.example');
assert.strictEqual(certificate.checkEmail('you@test.example'), undefined);
assert.strictEqual(certificate.checkIP('127.0.0.1'), '127.0.0.1');
assert.strictEqual(certificate.checkIP('127.0.0.2'), undefined);

const clone = structuredClone({ certificate }).certificate;
assert.ok(clone !== certificate && clone.raw.equals(certificate.raw));

const legacy = certificate.toLegacyObject();
assert.strictEqual(legacy.subject.CN, 'test.example');
assert.strictEqual(legacy.bits, 256);
assert.strictEqual(legacy.nistCurve, 'P-256');
assert.ok(legacy.raw.equals(certificate.raw));

assert.throws(() => new crypto.X509Certificate('garbage'), { code: 'ERR_OSSL_PEM_NO_START_LINE' });
assert.throws(() => new crypto.X509Certificate(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => certificate.checkHost(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => certificate.verify(privateKey), { code: 'ERR_INVALID_ARG_VALUE' });

// SPKAC.
const spkac = ['MIIBPzCBqTCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEAuPbNR1H4Hg1UpqOAlKweXCL/CVv77R9J0eNGgM/+OivsMAVkeCm9Hosq90po9/RX4G7DsJGer3pQk6FH9k',
               'QQkbAXY1/MIFiFliS8whT91cWsueolEjk1MBvtgJzX8NDMgqzVlQPdvLRqRawt1j0hCBJe3JV5he/WkNm3NKqQknsCAwEAARYFaGVsbG8wDQYJKoZIhvcNAQEEBQADgYEA',
               'AwtaxGPEaYCB6GhzZ0uQ3OQPbA0iY+9z7VSxy1c2cd+aQhBa5af9F6/2+2pLWVAqryj8O1EAdzVilsHVixNZaEekVGMtN+6A6HCSKTYQyF1ZNdLuiBB5vO9rk/AVC7zZ+B',
               'k8iNCbWk22jgU49jZYnfMR/Gb72ahsA3VgWHemAPk='].join('');
const { Certificate } = crypto;
assert.strictEqual(Certificate.verifySpkac(spkac), true);
assert.strictEqual(new Certificate().exportChallenge(Buffer.from(spkac)).toString(), 'hello');
assert.strictEqual(crypto.createPublicKey(Certificate.exportPublicKey(spkac)).asymmetricKeyDetails.modulusLength, 1024);
assert.strictEqual(Certificate.verifySpkac('garbage'), false);
assert.strictEqual(Certificate.exportPublicKey('garbage'), '');
