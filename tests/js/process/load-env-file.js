'use strict';
const common = require('../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');

const file = path.join(common.tmpdir(), 'test.env');
fs.writeFileSync(file, [
  '# a comment', 'ISO_PLAIN=value', 'export ISO_EXPORTED=yes', 'ISO_SINGLE=\'a "b" c\'', 'ISO_DOUBLE="line\\nbreak"',
  'ISO_COMMENT=value # comment', 'ISO_HASH="a # b"', 'ISO_EMPTY=', 'ISO_SPACES =  padded  ', 'ISO_MULTI="one', 'two"', 'ISO_SET=file', '',
].join('\n'));
process.env.ISO_SET = 'before';
process.loadEnvFile(file);
assert.strictEqual(process.env.ISO_PLAIN, 'value');
assert.strictEqual(process.env.ISO_EXPORTED, 'yes');
assert.strictEqual(process.env.ISO_SINGLE, 'a "b" c');
assert.strictEqual(process.env.ISO_DOUBLE, 'line\nbreak');
assert.strictEqual(process.env.ISO_COMMENT, 'value');
assert.strictEqual(process.env.ISO_HASH, 'a # b');
assert.strictEqual(process.env.ISO_EMPTY, '');
assert.strictEqual(process.env.ISO_SPACES, 'padded');
assert.strictEqual(process.env.ISO_MULTI, 'one\ntwo');
assert.strictEqual(process.env.ISO_SET, 'before');
assert.throws(() => process.loadEnvFile(path.join(common.tmpdir(), 'missing')), { code: 'ENOENT' });
