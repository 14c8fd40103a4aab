'use strict';
const assert = require('assert');
const util = require('util');

const timer = setTimeout(() => {}, 1);
assert.strictEqual(timer.constructor.name, 'Timeout');
assert.strictEqual(typeof timer[Symbol.toPrimitive](), 'number');
assert.strictEqual(timer.close(), timer);
assert.match(util.inspect(timer), /^Timeout \{\n  _idleTimeout: -1,/);
{
  using disposed = setTimeout(() => assert.fail('disposed'), 1);
  using immediate = setImmediate(() => assert.fail('disposed'));
  assert.ok(disposed && immediate);
}
assert.deepStrictEqual(Object.keys(require('timers')).sort(),
  ['clearImmediate', 'clearInterval', 'clearTimeout', 'promises', 'setImmediate', 'setInterval', 'setTimeout']);
assert.strictEqual(require('timers').setTimeout, setTimeout);
for (const set of [setTimeout, setInterval, setImmediate]) {
  for (const value of [undefined, null, 1, 'code', {}]) {
    assert.throws(() => set(value, 1), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
}
