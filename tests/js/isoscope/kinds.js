'use strict';
// Kinds are watched by default, switched at run time, and an unwatched one leaves no records.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

assert.deepStrictEqual(scope.enabled(), ['gc', 'gcPhases', 'heap', 'loop', 'callback', 'delay', 'pool', 'mark', 'worker', 'gcStep',
  'v8Log']);
const since = scope.history({ limit: 0 }).nextSequence;
assert.ok(!scope.disable('mark').includes('mark'));
scope.mark('unseen');
assert.ok(scope.enable(['mark']).includes('mark'));
scope.mark('seen');
assert.deepStrictEqual(scope.history({ since, kinds: 'mark' }).items.map(({ name }) => name), ['seen']);
scope.disable('all');
assert.deepStrictEqual(scope.enabled(), []);
const observer = scope.observe('mark', () => {});  // Watches by itself.
scope.mark('observed');
assert.strictEqual(observer.takeRecords().length, 1);
observer.close();
scope.mark('unseen');
assert.strictEqual(scope.history({ since, kinds: 'mark' }).items.length, 2);
