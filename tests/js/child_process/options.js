'use strict';

// env, cwd, shell, argv0, detached, uid: what the child sees of them.
const assert = require('assert');
const { execFileSync, execSync, spawnSync } = require('child_process');
const { tmpdir } = require('../common');

const dir = tmpdir();
const out = (file, args, options) => execFileSync(file, args, { encoding: 'utf8', ...options });
assert.strictEqual(out('sh', ['-c', 'echo "$A-$B"'], { env: { A: 1, B: undefined, PATH: process.env.PATH } }), '1-\n');
assert.strictEqual(out('pwd', [], { cwd: dir }), `${dir}\n`);
assert.strictEqual(out('pwd', [], { cwd: new URL(`file://${dir}`) }), `${dir}\n`);
assert.strictEqual(execSync('echo $((1 + 2))', { encoding: 'latin1' }), '3\n');
assert.strictEqual(out('echo $0', [], { shell: '/bin/sh' }), '/bin/sh\n');
assert.strictEqual(out('sh', ['-c', 'cat /proc/$$/cmdline'], { argv0: 'named' }), 'named\0-c\0cat /proc/$$/cmdline\0');
process.env.CHILD_PROCESS_TEST = 'inherited';
assert.strictEqual(out('sh', ['-c', 'echo $CHILD_PROCESS_TEST']), 'inherited\n');
// The sixth field of stat is the session: a detached child leads one of its own.
const [pid, , , , , session] = out('sh', ['-c', 'cat /proc/$$/stat; :'], { detached: true }).split(' ');
assert.strictEqual(session, pid);
if (process.getuid() === 0) {
  assert.strictEqual(out('id', ['-u'], { uid: 12345, gid: 12345 }), '12345\n');
} else {
  assert.strictEqual(spawnSync('id', { uid: 0 }).error.code, 'EPERM');
}
