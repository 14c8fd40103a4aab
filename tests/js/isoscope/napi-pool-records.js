'use strict';
// What an add-on gives to the pool carries the name of its resource and of its file; its callback's record is found by the resource's id.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');
const { addon } = require('../common/addon');

const native = addon('async');
const since = scope.history({ limit: 0 }).nextSequence;

native.square(7, common.mustCall(() => {
  setImmediate(common.mustCall(() => {
    const [record, ...others] = scope.history({ since, kinds: 'pool' }).items;
    assert.deepStrictEqual(others, []);
    assert.strictEqual(record.operation, 'napi.test.square');
    assert.strictEqual(record.label, 'async.node');
    const callbacks = scope.history({ since, kinds: 'callback' }).items.filter(({ asyncId }) => asyncId === record.asyncId);
    assert.strictEqual(callbacks.length, 1);
    assert.ok(record.asyncId > 0 && callbacks[0].startUs >= record.calledBackUs);
    assert.strictEqual(record.status, 0);
    assert.ok(record.submittedUs <= record.startedUs && record.startedUs <= record.endedUs && record.endedUs <= record.calledBackUs);
  }));
}));
