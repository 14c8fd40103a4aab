'use strict';

// destroy, addAbortSignal, disposal, and what the state getters say.
const assert = require('assert');
const stream = require('stream');
const { mustCall } = require('../common');
const { Readable, Writable, addAbortSignal } = stream;

const controller = new AbortController();
const aborted = addAbortSignal(controller.signal, new Readable({ read() {} }));
aborted.on('error', mustCall((error) => {
  assert.deepStrictEqual([error.name, error.code, error.cause], ['AbortError', 'ABORT_ERR', controller.signal.reason]);
  assert.ok(stream.isErrored(aborted) && stream.isDestroyed(aborted) && !stream.isReadable(aborted));
}));
controller.abort();

const order = [];
const destroyed = new Writable({ destroy(error, callback) { order.push('destroy'); callback(error); } });
destroyed.on('error', () => order.push('error')).on('close', mustCall(() => assert.deepStrictEqual(order, ['destroy', 'error'])));
destroyed.destroy(new Error('x'));
assert.strictEqual(destroyed.errored.message, 'x');

(async () => {
  let inner;
  {
    await using writable = new Writable({ write(chunk, encoding, callback) { callback(); } });
    inner = writable;
    writable.write('a');
  }
  assert.ok(inner.destroyed);
  {
    await using readable = Readable.from(['a']);
    inner = readable;
  }
  assert.ok(inner.destroyed);
})().then(mustCall());
