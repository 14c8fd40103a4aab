'use strict';

// util.promisify() of exec and execFile gives both outputs, also in the error; spawn emits 'spawn'.
const assert = require('assert');
const { exec, execFile, spawn } = require('child_process');
const util = require('util');
const { mustCall } = require('../common');

async function main() {
  assert.deepStrictEqual(await util.promisify(execFile)('echo', ['hi']), { stdout: 'hi\n', stderr: '' });
  await assert.rejects(util.promisify(exec)('echo out; echo err >&2; exit 1'), { code: 1, stdout: 'out\n', stderr: 'err\n' });
  const pending = util.promisify(exec)('exit 0');
  assert.ok(pending.child.pid > 0);
  await pending;
  const { stdout, stderr } = await util.promisify(execFile)('echo', ['hi'], { encoding: 'buffer' });
  assert.deepStrictEqual([stdout, stderr], [Buffer.from('hi\n'), Buffer.alloc(0)]);
}
main().then(mustCall());
const events = [];
const child = spawn('true');
for (const name of ['spawn', 'exit', 'close']) child.on(name, () => events.push(name));
child.on('close', mustCall(() => assert.deepStrictEqual(events, ['spawn', 'exit', 'close'])));
