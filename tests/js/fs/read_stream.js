'use strict';

// ReadStream: events in their order, ranges, bytesRead, errors.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, mustNotCall, tmpdir } = require('../common');

const file = path.join(tmpdir(), 'file');
fs.writeFileSync(file, '0123456789');

const events = [];
const stream = fs.createReadStream(file, { start: 2, end: 5, highWaterMark: 3, encoding: 'utf8' });
assert.ok(stream instanceof fs.ReadStream);
assert.deepStrictEqual([stream.path, stream.flags, stream.mode, stream.pending], [file, 'r', 0o666, true]);
for (const name of ['open', 'ready', 'data', 'end', 'close']) {
  stream.on(name, (value) => { events.push(name === 'data' ? value : name); });
}
stream.on('close', mustCall(() => {
  assert.deepStrictEqual(events, ['open', 'ready', '234', '5', 'end', 'close']);
  assert.strictEqual(stream.bytesRead, 4);
  assert.strictEqual(stream.destroyed, true);
}));

fs.createReadStream(`${file}x`).on('data', mustNotCall()).on('error', mustCall((error) => {
  assert.deepStrictEqual([error.code, error.syscall, error.path], ['ENOENT', 'open', `${file}x`]);
})).on('close', mustCall());

const early = fs.createReadStream(file);
early.on('open', mustCall(() => early.destroy()));
early.on('close', mustCall(() => assert.strictEqual(early.bytesRead, 0)));

assert.strictEqual(fs.createReadStream(file).resume().readableHighWaterMark, 65536);
