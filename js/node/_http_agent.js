'use strict';

module.exports = require('internal/http/agent');
