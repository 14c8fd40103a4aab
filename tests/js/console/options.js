'use strict';

require('../common');
const assert = require('assert');
const { Console } = require('console');
const { Writable } = require('stream');

let text = '';
const stream = new Writable({ write(chunk, encoding, callback) { text += chunk; callback(); } });
Console({ stdout: stream, colorMode: true }).log({ a: 1 });
assert.strictEqual(text, '{ a: \u001b[33m1\u001b[39m }\n');
text = '';
new Console({ stdout: stream, inspectOptions: { depth: 0 }, groupIndentation: 4 }).group({ a: { b: 1 } });
assert.strictEqual(text, '{ a: [Object] }\n');

assert.ok(new Console(stream) instanceof Console);
assert.ok(console instanceof Console);
assert.throws(() => new Console(), { code: 'ERR_CONSOLE_WRITABLE_STREAM', message: 'Console expects a writable stream instance for stdout' });
assert.throws(() => new Console({ stdout: stream, colorMode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new Console({ stdout: stream, groupIndentation: 1001 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new Console({ stdout: stream, colorMode: true, inspectOptions: { colors: true } }),
              { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' });
