'use strict';
const common = require('../common');

process.on('SIGTERM', common.mustNotCall());
process.on('SIGINT', common.mustNotCall());
process.removeAllListeners('SIGINT');
