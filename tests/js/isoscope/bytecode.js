'use strict';
// V8's own bytecode of a function, in every tier and for every sort of function, with the lines it was made of.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

function sum(limit) {
  let total = 0;
  for (let i = 0; i < limit; i++) total += i;
  return total;
}
const unused = (a) => a * 2;
class Shape {
  constructor() { this.sides = 3; }
  async *walk() { yield this.sides; }
}

const before = scope.bytecodeOf(sum);  // It never ran: compiled for this.
assert.match(before.text, /^Parameter count 2\n/);
assert.match(before.text, /JumpLoop/);
const add = before.instructions.find(({ text }) => text.startsWith('Add '));
assert.deepStrictEqual([add.line, add.column], [9, 44]);
const last = before.instructions.at(-1);
assert.deepStrictEqual([last.text, last.line, last.statement], ['Return', 10, true]);
for (let i = 0; i < 500; i++) sum(100);
for (const end = Date.now() + 2000; !['maglev', 'turbofan'].includes(scope.tierOf(sum)) && Date.now() < end;) sum(1000);
const texts = (bytecode) => bytecode.instructions.map(({ text }) => text.replace(/0x[0-9a-f]+/g, ''));
assert.deepStrictEqual(texts(scope.bytecodeOf(sum)), texts(before));
assert.deepStrictEqual(texts(scope.bytecodeOf(sum.bind(null, 1).bind(null))), texts(before));

assert.match(scope.bytecodeOf(unused).text, /MulSmi/);
assert.match(scope.bytecodeOf(Shape).text, /SetNamedProperty|DefineNamedOwnProperty/);
assert.match(scope.bytecodeOf(Shape.prototype.walk).text, /SuspendGenerator/);
// Names that look like V8's own text.
const tricky = { ['a\n - shared_info: 0x41 <SharedFunctionInfo'](x) { return x; }, 'b\n - script: 0x41 <Script>': (x) => x };
for (const fn of Object.values(tricky)) {
  Object.setPrototypeOf(fn, Object.values(tricky)[0] === fn ? Function.prototype : Object.values(tricky)[0]);
  assert.match(scope.bytecodeOf(fn).text, /Return/);
}
for (const none of [Math.max, console.log, new Proxy(sum, {}), Array.prototype.map, Map]) {
  const result = scope.bytecodeOf(none);
  assert.ok(result === undefined || none === console.log, String(none));
}
assert.throws(() => scope.bytecodeOf({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new Function('return %GetOptimizationStatus(1)'), SyntaxError);  // Nothing of it leaks.
assert.strictEqual(typeof __isoscope, 'undefined');
