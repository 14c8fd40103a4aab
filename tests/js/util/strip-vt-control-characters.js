'use strict';

require('../common');
const assert = require('assert');
const { stripVTControlCharacters, toUSVString } = require('util');

assert.strictEqual(stripVTControlCharacters('\u001b[31mred\u001b[0m \u001b]8;;http://a.b\u0007link\u001b]8;;\u0007'), 'red link');
assert.throws(() => stripVTControlCharacters(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(toUSVString('a\ud800b'), 'a\ufffdb');
