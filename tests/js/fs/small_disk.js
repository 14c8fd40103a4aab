'use strict';

// A file system that gets full in the middle of a file: every way to write tells it, what is there is short, and once there is room it goes on.
// The disk is a tmpfs of 256 KB in name spaces of a child of its own; where the system gives none to users, there is nothing to test.

const { mustCall } = require('../common');
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Readable } = require('stream');
const { pipeline } = require('stream/promises');

const kDisk = 256 * 1024;
const kMany = Buffer.alloc(4 * kDisk, 'x');
const isFull = { code: 'ENOSPC', errno: -28, syscall: 'write' };

async function fill(folder) {
  const at = (name) => path.join(folder, name);
  const isShort = (name) => {
    const { size } = fs.statSync(at(name));
    assert.ok(size > 0 && size <= kDisk, `${name} has ${size} bytes`);
    fs.unlinkSync(at(name));
  };

  assert.throws(() => fs.writeFileSync(at('sync'), kMany), isFull);
  isShort('sync');
  await new Promise((resolve) => fs.writeFile(at('callback'), kMany, mustCall((error) => {
    assert.deepStrictEqual([error.code, error.syscall], ['ENOSPC', 'write']);
    resolve();
  })));
  isShort('callback');
  await assert.rejects(fs.promises.writeFile(at('promise'), kMany), isFull);
  isShort('promise');
  await assert.rejects(fs.promises.appendFile(at('append'), kMany.toString()), isFull);
  isShort('append');

  const chunks = new Array(32).fill(kMany.subarray(0, kDisk / 8));
  await assert.rejects(pipeline(Readable.from(chunks), fs.createWriteStream(at('stream'))), { code: 'ENOSPC' });
  isShort('stream');
  const stream = fs.createWriteStream(at('writev'));
  stream.on('finish', () => assert.fail('finished'));
  let written = 0;
  for (const chunk of chunks) stream.write(chunk, (error) => { if (!error) written += chunk.length; });
  stream.end();
  await new Promise((resolve) => stream.on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'ENOSPC');
    resolve();
  })));
  assert.ok(written <= kDisk, `${written} bytes were told written`);
  isShort('writev');

  fs.writeFileSync(at('source'), kMany.subarray(0, kDisk * 3 / 4));
  assert.throws(() => fs.copyFileSync(at('source'), at('copy')), { code: 'ENOSPC', syscall: 'copyfile' });
  assert.strictEqual(fs.existsSync(at('copy')), false);
  fs.unlinkSync(at('source'));
  fs.writeFileSync(at('fits'), kMany.subarray(0, kDisk / 2));
  assert.strictEqual(fs.statSync(at('fits')).size, kDisk / 2);
  console.log('filled');
}

if (process.argv[2] === 'fill') {
  fill(process.argv[3]).then(mustCall());
} else {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'disk-'));
  process.on('exit', () => fs.rmdirSync(folder));
  const inNamespace = (command) => spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', command], { encoding: 'utf8' });
  const mount = `mount -t tmpfs -o size=${kDisk} none ${folder}`;
  if (inNamespace(mount).status !== 0) {
    console.log('no name spaces here');
  } else {
    const { status, stdout, stderr } = inNamespace(`${mount} && exec '${process.execPath}' '${__filename}' fill ${folder}`);
    assert.deepStrictEqual([status, stdout], [0, 'filled\n'], stderr);
  }
}
