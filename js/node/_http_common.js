'use strict';

const common = require('internal/http/common');

module.exports = { ...common, CRLF: '\r\n' };
