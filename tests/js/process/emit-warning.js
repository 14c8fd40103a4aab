'use strict';
const common = require('../common');
const assert = require('assert');

process.removeAllListeners('warning');
const expected = [
  { name: 'Warning', message: 'plain', code: undefined, detail: undefined },
  { name: 'CustomWarning', message: 'custom', code: 'C001', detail: undefined },
  { name: 'Warning', message: 'options', code: undefined, detail: 'more' },
  { name: 'TypeError', message: 'an error', code: undefined, detail: undefined },
];
process.on('warning', common.mustCall((warning) => {
  const { name, message, code, detail } = expected.shift();
  assert.ok(warning instanceof Error);
  assert.strictEqual(warning.name, name);
  assert.strictEqual(warning.message, message);
  assert.strictEqual(warning.code, code);
  assert.strictEqual(warning.detail, detail);
}, 4));
process.emitWarning('plain');
process.emitWarning('custom', 'CustomWarning', 'C001');
process.emitWarning('options', { detail: 'more' });
process.emitWarning(new TypeError('an error'));
for (const args of [[1], [0], [true], [{}], ['', 1], ['', '', 1], ['', []]]) {
  assert.throws(() => process.emitWarning(...args), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
