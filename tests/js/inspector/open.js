'use strict';

// inspector.open() and close(), process.debugPort, and a port that is taken.

const assert = require('assert');
const { execFileSync, spawnSync } = require('child_process');
const inspector = require('inspector');
const net = require('net');

assert.throws(() => { process.debugPort = 5; }, { name: 'RangeError', message: 'process.debugPort must be 0 or in range 1024 to 65535' });
const program = `
  const inspector = require('inspector');
  const door = inspector.open(0);
  console.log(/^ws:\\/\\/127\\.0\\.0\\.1:\\d+\\/[-0-9a-f]{36}$/.test(inspector.url()));
  try { inspector.open(0); } catch (error) { console.log(error.code); }
  inspector.close();
  console.log(inspector.url());
  inspector.open(0)[Symbol.dispose]();
  console.log(inspector.url(), typeof door[Symbol.dispose]);`;
assert.strictEqual(execFileSync(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }),
  'true\nERR_INSPECTOR_ALREADY_ACTIVATED\nundefined\nundefined function\n');

const taken = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = taken.address();
  const { status, stdout, stderr } = spawnSync(process.execPath, [`--inspect=${port}`, '-p', '"ran"'], { encoding: 'utf8' });
  assert.strictEqual(stderr, `Starting inspector on 127.0.0.1:${port} failed: address already in use\n`);
  assert.strictEqual(stdout, 'ran\n');
  assert.strictEqual(status, 0);
  taken.close();
});

for (const bad of ['99999', '80']) {
  const { status, stderr } = spawnSync(process.execPath, [`--inspect=${bad}`, '-e', '1'], { encoding: 'utf8' });
  assert.strictEqual(status, 9);
  assert.match(stderr, /must be 0 or in range 1024 to 65535\.\n$/);
}
assert.ok(inspector.console !== console && typeof inspector.console.log === 'function');
