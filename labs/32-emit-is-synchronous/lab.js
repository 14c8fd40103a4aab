'use strict';

// When listeners run: before emit() returns.

const scope = require('isoscope');
const EventEmitter = require('events');

const { refute } = scope.parameters({ refute: false });

const emitter = new EventEmitter();
const order = [];
for (const name of ['first', 'second', 'third']) {
  emitter.on('event', () => {
    if (refute) process.nextTick(() => order.push(name));
    else order.push(name);
  });
}

let times = 0;
emitter.once('connect', () => times++);
emitter.emit('connect');
const again = emitter.emit('connect');
scope.expect('a once() listener hears the first time only', times === 1 && again === false, { times });

setImmediate(() => {
  order.push('before');
  const heard = emitter.emit('event');
  order.push('after');
  setImmediate(() => {
    scope.expect('emit() says that somebody listened', heard === true);
    console.log(order.join(' -> '));
    const immediates = scope.history({ kinds: ['callback'] }).items.filter((callback) => callback.provider === 'Immediate');
    scope.expect('the listeners ran, in order, before emit() returned', order.join() === 'before,first,second,third,after', { order });
    scope.expect('no tick was needed for it', immediates[0]?.ticks === 0, { ticks: immediates[0]?.ticks });
  });
});
