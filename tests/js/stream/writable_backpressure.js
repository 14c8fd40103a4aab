'use strict';

// write() tells when to stop, 'drain' when to go on; what is corked goes out as one.
const assert = require('assert');
const { Writable } = require('stream');
const { mustCall } = require('../common');

const written = [];
const slow = new Writable({
  highWaterMark: 4,
  write(chunk, encoding, callback) {
    written.push(String(chunk));
    setImmediate(callback);
  },
});
assert.strictEqual(slow.write('ab'), true);
assert.strictEqual(slow.write('cd'), false);
assert.strictEqual(slow.writableNeedDrain, true);
slow.once('drain', mustCall(() => {
  assert.deepStrictEqual(written, ['ab', 'cd']);
  slow.end('ef', mustCall(() => assert.deepStrictEqual([written.join(), slow.writableFinished], ['ab,cd,ef', true])));
}));

const corked = new Writable({ writev: mustCall((chunks, callback) => {
  assert.deepStrictEqual(chunks.map(({ chunk }) => String(chunk)), ['1', '2', '3']);
  callback();
}) });
corked.cork();
for (const part of ['1', '2', '3']) corked.write(part);
process.nextTick(() => corked.uncork());
