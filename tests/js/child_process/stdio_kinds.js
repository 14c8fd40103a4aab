'use strict';

// Every kind of stdio: pipes both ways, ignore, inherit, descriptors, streams, more than three.
const assert = require('assert');
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const dir = tmpdir();
const cat = spawn('cat');
cat.stdout.setEncoding('utf8');
let text = '';
cat.stdout.on('data', (chunk) => { text += chunk; });
cat.stdin.write('one ');
cat.stdin.end('two');
cat.on('close', mustCall((code, signal) => {
  assert.deepStrictEqual([text, code, signal], ['one two', 0, null]);
}));

const ignored = spawn('sh', ['-c', 'echo lost; exit 3'], { stdio: 'ignore' });
assert.deepStrictEqual([ignored.stdin, ignored.stdout, ignored.stderr, ignored.stdio], [null, null, null, [null, null, null]]);
ignored.on('exit', mustCall((code) => assert.strictEqual(code, 3)));

const file = path.join(dir, 'out');
const fd = fs.openSync(file, 'w');
spawn('sh', ['-c', 'echo to a file; echo more >&2'], { stdio: ['ignore', fd, fd] }).on('close', mustCall(() => {
  fs.closeSync(fd);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'to a file\nmore\n');
}));

const extra = spawn('sh', ['-c', 'read line <&3; echo "got $line" >&4'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
extra.stdio[3].end('by three\n');
extra.stdio[4].on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'got by three\n')));
extra.on('close', mustCall());

const stream = fs.createWriteStream(path.join(dir, 'stream'));
stream.on('open', mustCall(() => {
  spawn('echo', ['to a stream'], { stdio: ['ignore', stream, 'ignore'] }).on('close', mustCall(() => {
    stream.close();
    assert.strictEqual(fs.readFileSync(stream.path, 'utf8'), 'to a stream\n');
  }));
}));

// What one child writes another reads, without passing through us.
const writer = spawn('echo', ['through a pipe'], { stdio: ['ignore', 'pipe', 'ignore'] });
const reader = spawn('cat', { stdio: [writer.stdout, 'pipe', 'inherit'] });
reader.stdout.on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'through a pipe\n')));

assert.strictEqual(spawnSync('cat', { stdio: ['pipe', 'pipe', 'inherit'], input: 'sync' }).stdout.toString(), 'sync');
assert.throws(() => spawn('true', { stdio: 'bad' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawn('true', { stdio: ['ipc', 'ipc'] }), { code: 'ERR_IPC_ONE_PIPE' });
assert.throws(() => spawnSync('true', { stdio: ['ipc'] }), { code: 'ERR_IPC_SYNC_FORK' });
