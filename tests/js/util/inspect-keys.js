'use strict';

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const object = { 'a-b': 1, "it's": 2, 'new\nline': 3, [Symbol('a b')]: 4, [Symbol()]: 5 };
Object.defineProperty(object, '__proto__', { value: 6, enumerable: true });
assert.strictEqual(
  inspect(object),
  `{
  'a-b': 1,
  "it's": 2,
  'new\\nline': 3,
  ['__proto__']: 6,
  Symbol(a b): 4,
  Symbol(): 5
}`);
