'use strict';
// scope.observe() delivers whole batches on the loop, each record once and in order, and does not keep the process alive.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');

const seen = [];
let batches = 0;
const observer = scope.observe('mark', (batch, self) => {
  assert.strictEqual(self, observer);
  assert.strictEqual(batch.sequence, ++batches);
  assert.strictEqual(batch.droppedCount, 0);
  seen.push(...batch.items);
  if (seen.length === 50) finish();
});
for (let i = 0; i < 50; i++) scope.mark('m', i);
const alive = setInterval(() => {}, 1000);

const finish = common.mustCall(() => {
  assert.deepStrictEqual(seen.map(({ detail }) => detail), Array.from({ length: 50 }, (_, i) => i));
  observer.close();
  observer.close();
  clearInterval(alive);
  scope.mark('after close');
  scope.observe('mark', common.mustNotCall());  // Unref'ed: nothing waits for it.
});
