'use strict';

// What a stream writes at once no longer counts: write() says true, and there is no 'drain' to wait for. And the encoding that _write() is given.

const { mustCall, mustNotCall } = require('../common');
const assert = require('assert');
const { Transform, Writable } = require('stream');

const atOnce = new Writable({ highWaterMark: 2, write(chunk, encoding, callback) { callback(); } });
atOnce.on('drain', mustNotCall());
for (let i = 0; i < 3; i++) {
  assert.strictEqual(atOnce.write('abc'), true);
  assert.strictEqual(atOnce.writableNeedDrain, false);
}
atOnce.end();

const later = new Writable({ highWaterMark: 2, write(chunk, encoding, callback) { process.nextTick(callback); } });
later.on('drain', mustCall());
assert.deepStrictEqual([later.write('a'), later.write('bc'), later.writableNeedDrain], [true, false, true]);

// A mark of 0 takes a chunk at a time.
const one = new Writable({ highWaterMark: 0, write(chunk, encoding, callback) { setImmediate(callback); } });
assert.strictEqual(one.write('a'), false);

// A Transform takes chunks as long as its readable side has room.
const transform = new Transform({
  readableHighWaterMark: 3,
  writableHighWaterMark: 1,
  transform(chunk, encoding, callback) { callback(null, chunk); },
});
assert.deepStrictEqual(['a', 'b', 'c', 'd'].map((chunk) => transform.write(chunk)), [true, true, false, false]);

// What failed or was destroyed takes no more, whatever it says of it.
const failing = new Writable({ write(chunk, encoding, callback) { callback(new Error('no')); } });
failing.on('error', mustCall());
assert.strictEqual(failing.write('a'), false);

// Objects have no encoding but the one that was given.
const seen = [];
const objects = new Writable({ objectMode: true, write(chunk, encoding, callback) {
  seen.push(encoding);
  callback();
} });
objects.write('a');
objects.write('a', () => {});
objects.write('a', null);
objects.write('a', '');
objects.write('a', 'latin1');
objects.write('a', 'no encoding');
objects.end('a');
assert.deepStrictEqual(seen, [undefined, null, null, '', 'latin1', 'no encoding', undefined]);
assert.throws(() => later.write('a', 'no encoding'), { code: 'ERR_UNKNOWN_ENCODING' });
const strings = new Writable({ decodeStrings: false, defaultEncoding: 'hex', write(chunk, encoding, callback) {
  assert.strictEqual(encoding, 'hex');
  callback();
} });
strings.write('61');
strings.end('62', mustCall());
