'use strict';

const common = require('../common');
const assert = require('assert');
const { promisify } = require('util');

function work(value, callback) { callback(value < 0 ? new Error('negative') : null, value, 'more'); }
work.note = 1;
const promised = promisify(work);
assert.strictEqual(promised.name, 'work');
assert.strictEqual(promised.length, 2);
assert.strictEqual(promised.note, 1);
assert.strictEqual(promisify(promised), promised);
promised(1).then(common.mustCall((value) => assert.strictEqual(value, 1)));
assert.rejects(promised(-1), { message: 'negative' }).then(common.mustCall());

const self = { work(callback) { callback(null, this); }, };
promisify(self.work).call(self).then(common.mustCall((value) => assert.strictEqual(value, self)));

function custom() {}
custom[promisify.custom] = async () => 'custom';
promisify(custom)().then(common.mustCall((value) => assert.strictEqual(value, 'custom')));
custom[promisify.custom] = 1;
assert.throws(() => promisify(custom), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => promisify(1), { code: 'ERR_INVALID_ARG_TYPE',
  message: /The "original" argument must be of type function\. Received type number \(1\)/ });

promisify(setTimeout)(1, 'value').then(common.mustCall((value) => assert.strictEqual(value, 'value')));
