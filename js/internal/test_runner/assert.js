'use strict';

// t.assert: the assertions of node:assert, counted for t.plan(), and those that users register.

const assert = require('assert');
const { validateFunction, validateString } = require('internal/validators');

const kNames = [
  'deepEqual', 'deepStrictEqual', 'doesNotMatch', 'doesNotReject', 'doesNotThrow', 'equal', 'fail', 'ifError', 'match', 'notDeepEqual',
  'notDeepStrictEqual', 'notEqual', 'notStrictEqual', 'partialDeepStrictEqual', 'rejects', 'strictEqual', 'throws',
];

const methods = new Map(kNames.map((name) => [name, assert[name]]));

// test.assert.register
function register(name, fn) {
  validateString(name, 'name');
  validateFunction(fn, 'fn');
  methods.set(name, fn);
}

function makeAssert(context, test) {
  const bound = { __proto__: null };
  const snapshots = () => require('internal/test_runner/snapshot').managerOf(test);
  const all = new Map([
    ...methods,
    ['snapshot', function(...args) { return snapshots().assertSnapshot(test, ...args); }],
    ['fileSnapshot', function(...args) { return snapshots().assertFileSnapshot(...args); }],
    ['ok', function ok(...args) { return Reflect.apply(assert.ok, context, args); }],
  ]);
  for (const [name, fn] of all) {
    bound[name] = (...args) => {
      test.plan?.count();
      return Reflect.apply(fn, context, args);
    };
  }
  return bound;
}

module.exports = { makeAssert, register };
