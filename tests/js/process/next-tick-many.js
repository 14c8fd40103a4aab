'use strict';
// A queue that grows while it is drained keeps its order and loses nothing.
const assert = require('assert');

const kCount = 20000;
let next = 0;
function check(index) {
  assert.strictEqual(index, next++);
  if (index < 100) process.nextTick(check, kCount + index);
}
for (let i = 0; i < kCount; i++) process.nextTick(check, i);
process.on('exit', () => assert.strictEqual(next, kCount + 100));
