'use strict';

const { notYet } = require('internal/not_yet');

module.exports = {
  ...notYet('http2', ['connect', 'createServer', 'createSecureServer', 'getDefaultSettings', 'getPackedSettings', 'getUnpackedSettings']),
  constants: {},
};
