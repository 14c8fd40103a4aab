'use strict';
const common = require('../common');
const assert = require('assert');

const order = [];
// 300 ms: far enough from 1 ms that no pause between two calls turns the order.
const add = (name) => common.mustCall(() => order.push(name));
setTimeout(add('300 a'), 300);
setTimeout(add('1 a'), 1);
setTimeout(add('0'), 0);
setTimeout(add('300 b'), 300);
setTimeout(add('1 b'), 1);
process.on('exit', () => assert.deepStrictEqual(order, ['1 a', '0', '1 b', '300 a', '300 b']));
