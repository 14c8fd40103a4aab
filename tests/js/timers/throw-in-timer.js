'use strict';
// The others of the list, other lists, and an interval that throws go on.
const common = require('../common');
const assert = require('assert');

process.on('uncaughtException', common.mustCall((error) => assert.match(error.message, /^from/), 4));
setTimeout(() => { throw new Error('from timer'); }, 1);
setTimeout(common.mustCall(), 1);
setTimeout(common.mustCall(), 2);
let count = 0;
const interval = setInterval(common.mustCall(() => {
  if (++count === 3) clearInterval(interval);
  throw new Error('from interval');
}, 3), 1);
