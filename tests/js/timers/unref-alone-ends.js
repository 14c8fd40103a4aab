'use strict';
const common = require('../common');

setTimeout(common.mustNotCall('an unref\'ed timer must not keep the process'), 5000).unref();
process.on('exit', (code) => { if (code !== 0) throw new Error('exit code'); });
