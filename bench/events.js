'use strict';

const EventEmitter = require('events');
const { measure, keep } = require('./common.js');

const emitter = new EventEmitter();
let sum = 0;
emitter.on('two', (a, b) => { sum += a ^ b; });
emitter.on('two', (a) => { sum += a; });

measure('emit', 1000000, (ops) => {
  for (let i = 0; i < ops; i++) emitter.emit('two', i, 1);
  keep(sum);
});
