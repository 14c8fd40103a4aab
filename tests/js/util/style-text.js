'use strict';

require('../common');
const assert = require('assert');
const { styleText } = require('util');

const forced = { validateStream: false };
assert.strictEqual(styleText('red', 'x', forced), '\u001b[31mx\u001b[39m');
assert.strictEqual(styleText(['bold', 'blue'], 'x', forced), '\u001b[1m\u001b[34mx\u001b[39m\u001b[22m');
assert.strictEqual(styleText('red', `a${styleText('blue', 'b', forced)}c`, forced), '\u001b[31ma\u001b[34mb\u001b[31mc\u001b[39m');
assert.strictEqual(styleText('none', 'x', forced), 'x');
assert.throws(() => styleText('no such', 'x', forced), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => styleText('red', 1, forced), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => styleText('red', 'x', { stream: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
