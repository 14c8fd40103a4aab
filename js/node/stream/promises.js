'use strict';

module.exports = require('internal/deps/readable-stream').promises;
