'use strict';
// Calls and time of binding functions, counted only while they are watched.
require('../common');
const assert = require('assert');
const fs = require('fs');
const scope = require('isoscope');

const calls = () => {
  const totals = {};
  for (const { binding, function: name, calls: count, totalUs } of scope.history({ kinds: 'boundary' }).items) {
    const entry = totals[`${binding}.${name}`] ??= { calls: 0, totalUs: 0 };
    entry.calls += count;
    entry.totalUs += totalUs;
  }
  return totals;
};
const stat = (times) => {
  for (let i = 0; i < times; i++) fs.statSync(__filename);
};
stat(10);
assert.deepStrictEqual(calls(), {});
scope.enable('boundary');
stat(50);
const seen = calls();
const [name] = Object.keys(seen).filter((key) => /^fs\.\w*stat/i.test(key));
assert.strictEqual(seen[name].calls, 50);
assert.ok(seen[name].totalUs > 0);
stat(7);
assert.strictEqual(calls()[name].calls, 57);
scope.disable('boundary');
stat(100);
scope.enable('boundary');
assert.strictEqual(calls()[name].calls, 57);
