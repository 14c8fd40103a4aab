'use strict';

// pipeline: streams, iterables and functions; one error destroys all; signals; promises.
const assert = require('assert');
const { PassThrough, Readable, Writable, pipeline, promises } = require('stream');
const { mustCall, mustNotCall } = require('../common');

const out = [];
pipeline(
  Readable.from(['a', 'b']), new PassThrough(),
  async function* (source) { for await (const chunk of source) yield String(chunk).toUpperCase(); },
  new Writable({ write(chunk, encoding, callback) { out.push(String(chunk)); callback(); } }),
  mustCall((error) => {
    assert.strictEqual(error, undefined);
    assert.strictEqual(out.join(''), 'AB');
  }));

const source = new Readable({ read() { this.destroy(new Error('broken')); } });
const sink = new Writable({ write: mustNotCall() });
pipeline(source, sink, mustCall((error) => {
  assert.strictEqual(error.message, 'broken');
  assert.ok(source.destroyed && sink.destroyed);
}));

promises.pipeline(Readable.from([1, 2, 3]), async (numbers) => {
  let sum = 0;
  for await (const number of numbers) sum += number;
  return sum;
}).then(mustCall((sum) => assert.strictEqual(sum, 6)));

const controller = new AbortController();
assert.rejects(promises.pipeline(new Readable({ read() {} }), new PassThrough(), { signal: controller.signal }), {
  name: 'AbortError', code: 'ABORT_ERR',
}).then(mustCall());
controller.abort();

assert.throws(() => pipeline(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => pipeline(new PassThrough(), () => {}), { code: 'ERR_MISSING_ARGS' });
