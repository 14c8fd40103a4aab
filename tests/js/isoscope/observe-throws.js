'use strict';
// An error in an observer's callback is an uncaught exception like any other, and later batches still come.
const common = require('../common');
const assert = require('assert');
const scope = require('isoscope');

const error = new Error('from the observer');
process.on('uncaughtException', common.mustCall((caught) => {
  assert.strictEqual(caught, error);
  scope.mark('second');
}));
const alive = setInterval(() => {}, 1000);
const observer = scope.observe('mark', common.mustCall(({ items }) => {
  if (items[0].name === 'first') throw error;
  assert.strictEqual(items[0].name, 'second');
  observer.close();
  clearInterval(alive);
}, 2));
scope.mark('first');
