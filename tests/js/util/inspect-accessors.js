'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const object = {
  get a() { return 1; },
  set a(v) {},
  get b() { return { x: 1 }; },
  set c(v) {},
  get d() { throw new Error('bad'); },
};
assert.strictEqual(inspect(object), '{ a: [Getter/Setter], b: [Getter], c: [Setter], d: [Getter] }');
assert.strictEqual(
  inspect(object, { getters: true }),
  '{\n  a: [Getter/Setter: 1],\n  b: [Getter] { x: 1 },\n  c: [Setter],\n  d: [Getter: <Inspection threw (bad)>]\n}');
assert.strictEqual(
  inspect(object, { getters: 'set' }), '{ a: [Getter/Setter: 1], b: [Getter], c: [Setter], d: [Getter] }');
