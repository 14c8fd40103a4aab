'use strict';
const assert = require('assert');

const descriptor = { configurable: true, writable: true, enumerable: true };
Object.defineProperty(process.env, 'ISOSCOPE_TEST', { ...descriptor, value: 5 });
assert.strictEqual(process.env.ISOSCOPE_TEST, '5');
const code = 'ERR_INVALID_OBJECT_DEFINE_PROPERTY';
assert.throws(() => Object.defineProperty(process.env, 'ISOSCOPE_TEST', { value: 'x' }), {
  code, name: 'TypeError', message: '\'process.env\' only accepts a configurable, writable, and enumerable data descriptor',
});
assert.throws(() => Object.defineProperty(process.env, 'ISOSCOPE_TEST', { get() {} }), {
  code, message: '\'process.env\' does not accept an accessor(getter/setter) descriptor',
});
assert.throws(() => Object.defineProperty(process.env, 'ISOSCOPE_TEST', { configurable: true }), { code });
