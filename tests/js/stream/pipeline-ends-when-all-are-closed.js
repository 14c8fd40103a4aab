'use strict';

const common = require('../common');
const assert = require('assert');
const { Duplex, Readable, Writable, finished, pipeline } = require('stream');

// A failed pipeline calls back once every stream has closed, however long one takes for it.
const src = new Readable({ read() {} });
const dst = new Writable({ destroy(error, callback) { setImmediate(callback); } });
pipeline(src, dst, common.mustCall((error) => {
  assert.strictEqual(error.message, 'problem');
  assert.deepStrictEqual([src.closed, dst.closed], [true, true]);
}));
src.destroy(new Error('problem'));

// One that is closed already is refused at once.
const closed = new Writable({ write(chunk, encoding, callback) { callback(); } });
closed.destroy();
closed.on('close', common.mustCall(() => {
  assert.throws(() => pipeline(Readable.from(['x']), closed, common.mustNotCall()), { code: 'ERR_STREAM_UNABLE_TO_PIPE' });
}));

// finished() of the writing side waits for what is being written.
let written = false;
const slow = new Duplex({
  write(chunk, encoding, callback) {
    setImmediate(() => {
      written = true;
      callback();
    });
  },
});
slow.end('x');
finished(slow, { readable: false }, common.mustSucceed(() => assert.ok(written)));
