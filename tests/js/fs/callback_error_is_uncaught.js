'use strict';

// What a callback throws is uncaught, and the operations after it still call back.
const assert = require('assert');
const fs = require('fs');
const { mustCall, mustSucceed } = require('../common');

process.on('uncaughtException', mustCall((error) => assert.strictEqual(error.message, 'from the callback')));
fs.stat('/', mustCall(() => { throw new Error('from the callback'); }));
fs.stat('/', mustSucceed(() => fs.readFile('/dev/null', mustSucceed())));
