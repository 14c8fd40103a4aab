'use strict';

// The codes and messages of what streams refuse.
const assert = require('assert');
const { Readable, Transform, Writable } = require('stream');
const { mustCall } = require('../common');

function emits(stream, act, expected) {
  stream.on('error', mustCall((error) => assert.throws(() => { throw error; }, expected)));
  act(stream);
}
const writable = () => new Writable({ write(chunk, encoding, callback) { callback(); } });
emits(writable(), (stream) => { stream.end(); stream.write('x'); }, { code: 'ERR_STREAM_WRITE_AFTER_END', message: 'write after end' });
emits(new Readable({ read() {} }), (stream) => { stream.push(null); stream.push('x'); }, {
  code: 'ERR_STREAM_PUSH_AFTER_EOF', message: 'stream.push() after EOF',
});
emits(new Readable({ read() {} }), (stream) => stream.push({}), {
  name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object',
});
emits(new Readable(), (stream) => stream.read(), { code: 'ERR_METHOD_NOT_IMPLEMENTED', message: 'The _read() method is not implemented' });
assert.throws(() => writable().write({}), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => writable().write(null), { code: 'ERR_STREAM_NULL_VALUES', message: 'May not write null values to stream' });
assert.throws(() => new Writable().write('x'), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
assert.throws(() => writable().setDefaultEncoding('nope'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => new Readable({ highWaterMark: -1 }), { code: 'ERR_INVALID_ARG_VALUE' });
emits(writable(), (stream) => stream.pipe(writable()), { code: 'ERR_STREAM_CANNOT_PIPE', message: 'Cannot pipe, not readable' });
const gone = writable();
gone.destroy();
gone.write('x', mustCall((error) => {
  assert.deepStrictEqual([error.code, error.message], ['ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed']);
}));
assert.throws(() => new Transform().write('x'), { code: 'ERR_METHOD_NOT_IMPLEMENTED', message: 'The _transform() method is not implemented' });
