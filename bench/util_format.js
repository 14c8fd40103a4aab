'use strict';

const util = require('util');
const { measure, keep } = require('./common.js');

async function main() {
  await measure('util.format', 50000, (ops) => {
    for (let i = 0; i < ops; i++) keep(util.format('%s is %d of %j', 'name', i, { a: 1 }).length);
  });
  await measure('util.inspect', 10000, (ops) => {
    for (let i = 0; i < ops; i++) keep(util.inspect({ a: i, b: ['text', 2.5, null], c: new Map([['k', { d: 1 }]]) }).length);
  });
}

main();
