'use strict';
const common = require('../common');

process.on('exit', () => process.nextTick(common.mustNotCall('a tick after exit')));
