'use strict';

// A file of which only a part was written is never told as written: not when its source fails, is stopped, or its stream is destroyed.

const { mustCall, mustNotCall } = require('../common');
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Readable } = require('stream');
const { pipeline } = require('stream/promises');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'half-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const file = path.join(folder, 'file');
const unfinished = () => fs.createWriteStream(file).on('finish', mustNotCall('finished'));

async function* failing() {
  yield 'half';
  throw new Error('no more');
}
async function* stopping(controller) {
  yield 'half';
  controller.abort();
  yield 'more';
}

(async () => {
  const controller = () => new AbortController();
  await assert.rejects(fs.promises.writeFile(file, failing()), { message: 'no more' });
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'half');
  let stop = controller();
  await assert.rejects(fs.promises.writeFile(file, stopping(stop), { signal: stop.signal }), { name: 'AbortError' });
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'half');
  const handle = await fs.promises.open(file, 'w');
  await assert.rejects(handle.writeFile(failing()), { message: 'no more' });
  await handle.close();

  await assert.rejects(pipeline(failing(), unfinished()), { message: 'no more' });
  await assert.rejects(pipeline(Readable.from(failing()), unfinished()), { message: 'no more' });
  stop = controller();
  await assert.rejects(pipeline(stopping(stop), unfinished(), { signal: stop.signal }), { name: 'AbortError' });

  // Destroyed with writes that wait: each is told, and the end as well.
  const stream = unfinished();
  stream.write('half', mustCall());
  for (let i = 0; i < 3; i++) stream.write('more', mustCall((error) => assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED')));
  stream.end(mustCall((error) => assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED')));
  stream.destroy();
  await new Promise((resolve) => stream.on('close', resolve));
  assert.strictEqual(stream.writableFinished, false);

  // The descriptor is closed under it.
  const closed = unfinished();
  await new Promise((resolve) => closed.on('open', resolve));
  closed.on('error', mustCall((error) => assert.strictEqual(error.code, 'EBADF')));
  fs.closeSync(closed.fd);
  closed.end('x', mustCall((error) => assert.strictEqual(error.code, 'EBADF')));
  await new Promise((resolve) => closed.on('close', resolve));
})().then(mustCall());
