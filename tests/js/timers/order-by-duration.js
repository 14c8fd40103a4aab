'use strict';
const common = require('../common');
const assert = require('assert');

const order = [];
const add = (name) => common.mustCall(() => order.push(name));
setTimeout(add('10 a'), 10);
setTimeout(add('1 a'), 1);
setTimeout(add('0'), 0);
setTimeout(add('10 b'), 10);
setTimeout(add('1 b'), 1);
setTimeout(() => assert.deepStrictEqual(order, ['1 a', '0', '1 b', '10 a', '10 b']), 40);
