'use strict';

const common = require('../common');
const assert = require('assert');

// What a listener throws is uncaught, after the round has gone on.
const target = new EventTarget();
const error = new Error('later');
let second = false;
target.addEventListener('x', () => { throw error; });
target.addEventListener('x', () => { second = true; });
target.addEventListener('y', async () => { throw error; });
process.on('uncaughtException', common.mustCall((seen) => assert.strictEqual(seen, error), 2));
target.dispatchEvent(new Event('x'));
assert.strictEqual(second, true);
target.dispatchEvent(new Event('y'));
