'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const deep = { a: { b: { c: { d: 1 } } } };
assert.strictEqual(inspect(deep), '{ a: { b: { c: [Object] } } }');
assert.strictEqual(inspect(deep, { depth: 0 }), '{ a: [Object] }');
assert.strictEqual(inspect(deep, { depth: null }), '{\n  a: { b: { c: { d: 1 } } }\n}');

const circle = { name: 'circle' };
circle.self = circle;
circle.list = [circle, { circle }];
assert.strictEqual(
  inspect(circle),
  "<ref *1> {\n  name: 'circle',\n  self: [Circular *1],\n  list: [ [Circular *1], { circle: [Circular *1] } ]\n}");

const one = {};
const two = { one };
one.two = two;
assert.strictEqual(
  inspect([one, two]),
  '[\n  <ref *1> { two: { one: [Circular *1] } },\n  <ref *2> { one: <ref *1> { two: [Circular *2] } }\n]');
