'use strict';

const { notYet } = require('internal/not_yet');

module.exports = notYet('tls', [
  'connect', 'createServer', 'createSecureContext', 'checkServerIdentity', 'getCiphers', 'getCACertificates', 'setDefaultCACertificates',
  'convertALPNProtocols', 'TLSSocket', 'Server', 'SecureContext',
]);
