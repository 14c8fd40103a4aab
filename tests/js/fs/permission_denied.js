'use strict';

// What a user may not do is EACCES, with the call and the path. Root may do everything: then the test runs as nobody.

const { mustCall } = require('../common');
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const kNobody = 65534;

async function tryAll(folder) {
  const file = path.join(folder, 'file');
  const closed = path.join(folder, 'closed');
  const denied = (syscall, name) => ({ code: 'EACCES', errno: -13, syscall, path: name, message: `EACCES: permission denied, ${syscall} '${name}'` });
  assert.throws(() => fs.readFileSync(file), denied('open', file));
  assert.throws(() => fs.writeFileSync(file, 'x'), denied('open', file));
  assert.throws(() => fs.accessSync(file, fs.constants.R_OK), denied('access', file));
  assert.throws(() => fs.readdirSync(closed), denied('scandir', closed));
  assert.throws(() => fs.opendirSync(closed), { code: 'EACCES', errno: -13, syscall: 'opendir' });
  assert.throws(() => fs.statSync(path.join(closed, 'x')), denied('stat', path.join(closed, 'x')));
  assert.throws(() => fs.mkdirSync(path.join(folder, 'new')), denied('mkdir', path.join(folder, 'new')));
  assert.throws(() => fs.unlinkSync(file), denied('unlink', file));
  assert.throws(() => fs.renameSync(file, `${file}2`), { code: 'EACCES', syscall: 'rename', path: file, dest: `${file}2` });
  assert.strictEqual(fs.existsSync(path.join(closed, 'x')), false);

  await assert.rejects(fs.promises.readFile(file), denied('open', file));
  await assert.rejects(fs.promises.open(file, 'r+'), denied('open', file));
  await new Promise((resolve) => fs.readFile(file, mustCall((error) => {
    assert.strictEqual(error.code, 'EACCES');
    resolve();
  })));
  for (const stream of [fs.createReadStream(file), fs.createWriteStream(file)]) {
    const error = await new Promise((resolve) => stream.on('error', resolve));
    assert.deepStrictEqual([error.code, error.syscall, error.path], ['EACCES', 'open', file]);
  }
  const server = net.createServer().listen(path.join(folder, 'socket'));
  const error = await new Promise((resolve) => server.on('error', resolve));
  assert.deepStrictEqual([error.code, error.syscall, error.address], ['EACCES', 'listen', path.join(folder, 'socket')]);
  console.log('denied');
}

if (process.argv[2] === 'as-user') {
  tryAll(process.argv[3]).then(mustCall());
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'denied-'));
  process.on('exit', () => {
    fs.chmodSync(folder, 0o755);
    fs.chmodSync(path.join(folder, 'closed'), 0o755);
    fs.rmSync(folder, { recursive: true });
  });
  fs.writeFileSync(path.join(folder, 'file'), 'secret', { mode: 0 });
  fs.mkdirSync(path.join(folder, 'closed'), { mode: 0 });
  fs.chmodSync(folder, 0o555);
  const root = process.getuid() === 0;
  // Nobody may not be allowed to read this file where it lies.
  const source = fs.readFileSync(__filename, 'utf8').replace("require('../common')", '{ mustCall: (call) => call }');
  const identity = root ? { uid: kNobody, gid: kNobody } : {};
  const { status, stdout, stderr, error } = spawnSync(process.execPath, ['-', 'as-user', folder], { input: source, encoding: 'utf8', ...identity });
  if (root && error?.code === 'EACCES') console.log('nobody may not run this binary');
  else assert.deepStrictEqual([status, stdout], [0, 'denied\n'], stderr);
}
