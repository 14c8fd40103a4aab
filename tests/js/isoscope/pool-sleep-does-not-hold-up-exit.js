// Timeout: 20
'use strict';

// A sleep under way when the process exits need not be sat out: the runner would give up on this file first.
const common = require('../common');
const scope = require('isoscope');

scope.poolSleep(60_000).then(common.mustNotCall());
setTimeout(common.mustCall(() => process.exit(0)), 20);
