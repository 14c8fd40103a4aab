'use strict';
// Ticks run before promise jobs, both before timers; a tick queued by a promise job runs in the same drain.
const assert = require('assert');

const order = [];
setTimeout(() => order.push('timeout'), 1);
process.nextTick(() => {
  order.push('tick 1');
  process.nextTick(() => order.push('tick 3'));
  Promise.resolve().then(() => {
    order.push('promise 2');
    process.nextTick(() => order.push('tick 4'));
  });
});
process.nextTick(() => order.push('tick 2'));
Promise.resolve().then(() => order.push('promise 1'));
queueMicrotask(() => order.push('microtask'));
order.push('script');

process.on('exit', () => {
  assert.deepStrictEqual(order, ['script', 'tick 1', 'tick 2', 'tick 3', 'promise 1', 'microtask', 'promise 2', 'tick 4', 'timeout']);
});
