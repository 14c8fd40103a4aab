'use strict';

// From before there was node:stream.

module.exports = require('stream').PassThrough;
