'use strict';

// Two due timers, each asking for a tick and a promise job.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });

const order = [];
const work = (name) => {
  order.push(name);
  process.nextTick(() => order.push(`${name}: tick`));
  Promise.resolve().then(() => order.push(`${name}: promise`));
};

if (refute) {
  setTimeout(() => { work('first'); work('second'); }, 1);
} else {
  setTimeout(work, 1, 'first');
  setTimeout(work, 1, 'second');
}
const end = performance.now() + 5;
while (performance.now() < end);  // Both are due.

setTimeout(() => {
  const timers = scope.history({ kinds: ['callback'] }).items.filter((callback) => callback.provider === 'Timeout');
  console.log(order.join('\n'));
  const phases = [...new Set(timers.map((callback) => callback.phase))];
  scope.expect('what the first asked for came before the second', order.join() ===
    'first,first: tick,first: promise,second,second: tick,second: promise', { order });
  scope.expect('all of it in the timers phase', phases.join() === 'timers', { phases });
}, 20);
