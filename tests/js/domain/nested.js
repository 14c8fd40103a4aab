'use strict';

// The error of an inner domain's own listener goes to the domain around it; nobody is left inside after.
const assert = require('assert');
const domain = require('domain');

const outer = domain.create();
const inner = domain.create();
const heard = [];
outer.on('error', (error) => heard.push(`outer ${error.message}`));
inner.on('error', (error) => {
  heard.push(`inner ${error.message}`);
  throw new Error('again');
});
setTimeout(() => outer.run(() => inner.run(() => { throw new Error('first'); })), 1);
process.on('exit', () => {
  assert.deepStrictEqual(heard, ['inner first', 'outer again']);
  assert.ok(!process.domain);
  assert.strictEqual(domain._stack.length, 0);
});
