'use strict';
const assert = require('assert');

process.env.ISOSCOPE_TEST = 'value';
assert.strictEqual(process.env.ISOSCOPE_TEST, 'value');
assert.ok('ISOSCOPE_TEST' in process.env);
assert.ok(Object.keys(process.env).includes('ISOSCOPE_TEST'));
assert.strictEqual({ ...process.env }.ISOSCOPE_TEST, 'value');
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(process.env, 'ISOSCOPE_TEST'),
  { value: 'value', writable: true, enumerable: true, configurable: true });
assert.strictEqual(delete process.env.ISOSCOPE_TEST, true);
assert.strictEqual(process.env.ISOSCOPE_TEST, undefined);
assert.ok(!('ISOSCOPE_TEST' in process.env));
assert.strictEqual(delete process.env.ISOSCOPE_TEST, true);

for (const [value, text] of [[1, '1'], [undefined, 'undefined'], [null, 'null'], [true, 'true'], [{}, '[object Object]']]) {
  process.env.ISOSCOPE_TEST = value;
  assert.strictEqual(process.env.ISOSCOPE_TEST, text);
}
process.env['ISOSCOPE_\u00e9'] = '\u65e5';
assert.strictEqual(process.env['ISOSCOPE_\u00e9'], '\u65e5');
assert.strictEqual(process.env[Symbol('s')], undefined);
assert.strictEqual(Symbol('s') in process.env, false);
assert.throws(() => { process.env[Symbol('s')] = 42; }, TypeError);
assert.throws(() => { process.env.ISOSCOPE_TEST = Symbol('s'); }, TypeError);
assert.strictEqual(Object.prototype.hasOwnProperty.call(process.env, 'ISOSCOPE_TEST'), true);
assert.strictEqual(process.env.toString, Object.prototype.toString);
const long = 'x'.repeat(10000);
process.env.ISOSCOPE_TEST = long;
assert.strictEqual(process.env.ISOSCOPE_TEST, long);
