'use strict';

// cp copies trees: filters, links, refusals, in its three forms.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustSucceed, tmpdir } = require('../common');

const directory = tmpdir();
const at = (...names) => path.join(directory, ...names);
fs.mkdirSync(at('from', 'sub'), { recursive: true });
fs.writeFileSync(at('from', 'a'), 'a');
fs.writeFileSync(at('from', 'sub', 'b'), 'b');
fs.symlinkSync(at('from', 'a'), at('from', 'link'));
const all = ['a', 'link', 'sub', 'sub/b'];
const list = (name) => fs.readdirSync(at(name), { recursive: true }).sort();

fs.cpSync(at('from'), at('one'), { recursive: true });
assert.deepStrictEqual(list('one'), all);
assert.strictEqual(fs.readFileSync(at('one', 'sub', 'b'), 'utf8'), 'b');
assert.strictEqual(fs.readlinkSync(at('one', 'link')), at('from', 'a'));
fs.cpSync(at('from'), at('two'), { recursive: true, filter: (source) => !source.endsWith('sub') });
assert.deepStrictEqual(list('two'), ['a', 'link']);
fs.writeFileSync(at('two', 'a'), 'kept');
fs.cpSync(at('from', 'a'), at('two', 'a'), { force: false });
assert.strictEqual(fs.readFileSync(at('two', 'a'), 'utf8'), 'kept');
assert.throws(() => fs.cpSync(at('from', 'a'), at('two', 'a'), { force: false, errorOnExist: true }), { code: 'ERR_FS_CP_EEXIST' });
for (const [from, to, code, message] of [
  [at('from'), at('three'), 'ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${at('from')}/`],
  [at('from'), at('from', 'sub', 'x'), 'ERR_FS_CP_EINVAL',
    `Cannot copy ${at('from')}/ to a subdirectory of self ${at('from', 'sub', 'x')}`],
  [at('from'), at('from'), 'ERR_FS_CP_EINVAL', `src and dest cannot be the same ${at('from')}`],
  [at('from'), at('two', 'a'), 'ERR_FS_CP_DIR_TO_NON_DIR', `Cannot overwrite non-directory ${at('two', 'a')} with directory ${at('from')}`],
  [at('two', 'a'), at('from'), 'ERR_FS_CP_NON_DIR_TO_DIR', `Cannot overwrite directory ${at('from')} with non-directory ${at('two', 'a')}`],
]) {
  assert.throws(() => fs.cpSync(from, to, { recursive: code !== 'ERR_FS_EISDIR' }), (error) => {
    assert.deepStrictEqual([error.name, error.code, error.message, Object.keys(error)], ['Error', code, message, ['code']]);
    return true;
  });
}
assert.throws(() => fs.cpSync(at('none'), at('three')), { code: 'ENOENT' });

fs.cp(at('from'), at('four'), { recursive: true }, mustSucceed(() => assert.deepStrictEqual(list('four'), all)));
fs.promises.cp(at('from'), at('five'), { recursive: true, filter: async () => true }).then(mustCall(() => {
  assert.deepStrictEqual(list('five'), all);
}));
assert.rejects(fs.promises.cp(at('from'), at('six')), { code: 'ERR_FS_EISDIR' }).then(mustCall());
