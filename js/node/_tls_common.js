'use strict';

const { notYet } = require('internal/not_yet');

module.exports = notYet('tls', ['SecureContext', 'createSecureContext', 'translatePeerCertificate']);
