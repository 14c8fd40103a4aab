'use strict';

require('../common');
const assert = require('assert');

const sites = [];
Error.prepareStackTrace = (error, trace) => {
  sites.push(...trace);
  return `${error.message} prepared`;
};
assert.strictEqual(new Error('mine').stack, 'mine prepared');
assert.strictEqual(sites[0].getFileName(), __filename);
assert.strictEqual(sites[0].getLineNumber(), 11);
Error.prepareStackTrace = undefined;
assert.match(new Error('plain').stack, /^Error: plain\n {4}at /);
const holder = {};
Error.captureStackTrace(holder);
assert.match(holder.stack, /^Error\n {4}at |^\[object Object\]\n {4}at |^Object/);
