'use strict';

// The keys of stream and its submodules, in order, and Node 24's sizes.
const assert = require('assert');
const stream = require('stream');

assert.deepStrictEqual(Object.keys(stream), [
  'isDestroyed', 'isDisturbed', 'isErrored', 'isReadable', 'isWritable', 'Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough',
  'duplexPair', 'pipeline', 'addAbortSignal', 'finished', 'destroy', 'compose', 'setDefaultHighWaterMark', 'getDefaultHighWaterMark', 'promises',
  'Stream', '_isArrayBufferView', '_isUint8Array', '_uint8ArrayToBuffer',
]);
assert.strictEqual(stream.Stream, stream);
assert.strictEqual(typeof stream, 'function');
assert.strictEqual(stream.promises, require('stream/promises'));
assert.deepStrictEqual(Object.keys(stream.promises).sort(), ['finished', 'pipeline']);
assert.deepStrictEqual([stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true)], [65536, 16]);
assert.strictEqual(new stream.Readable().readableHighWaterMark, 65536);
assert.strictEqual(new stream.Writable({ objectMode: true }).writableHighWaterMark, 16);
assert.ok(new stream.Readable() instanceof require('events'));
stream.setDefaultHighWaterMark(false, 1000);
assert.strictEqual(new stream.Writable().writableHighWaterMark, 1000);
assert.throws(() => stream.setDefaultHighWaterMark(false, -1), { code: 'ERR_OUT_OF_RANGE' });
