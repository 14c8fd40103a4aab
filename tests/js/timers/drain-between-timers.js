'use strict';
// Ticks and promise jobs run between two timers of one list, and between two immediates.
const common = require('../common');
const assert = require('assert');

const order = [];
function add(name) {
  return common.mustCall(() => {
    order.push(name);
    process.nextTick(() => order.push(`${name} tick`));
    Promise.resolve().then(() => order.push(`${name} promise`));
  });
}
setTimeout(add('t1'), 1);
setTimeout(add('t2'), 1);
setTimeout(() => {
  setImmediate(add('i1'));
  setImmediate(add('i2'));
}, 20);
process.on('exit', () => {
  const expected = ['t1', 't2', 'i1', 'i2'].flatMap((name) => [name, `${name} tick`, `${name} promise`]);
  assert.deepStrictEqual(order, expected);
});
