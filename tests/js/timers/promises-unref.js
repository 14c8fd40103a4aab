'use strict';
const common = require('../common');
const timers = require('timers/promises');

timers.setTimeout(100000, null, { ref: false }).then(common.mustNotCall());
timers.scheduler.wait(100000, { ref: false }).then(common.mustNotCall());
