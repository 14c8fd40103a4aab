'use strict';

// finished: ends, errors, premature closes, and streams that are over already.
const assert = require('assert');
const { PassThrough, Readable, Writable, finished, promises } = require('stream');
const { mustCall } = require('../common');

finished(Readable.from(['x']).resume(), mustCall((error) => assert.strictEqual(error, undefined)));
const failing = new Readable({ read() { this.destroy(new Error('bad')); } });
finished(failing.resume(), mustCall((error) => assert.strictEqual(error.message, 'bad')));
const cut = new PassThrough();
finished(cut, mustCall((error) => assert.strictEqual(error.code, 'ERR_STREAM_PREMATURE_CLOSE')));
cut.destroy();
const done = new Writable({ write(chunk, encoding, callback) { callback(); } });
done.end(mustCall(() => setImmediate(() => promises.finished(done).then(mustCall()))));
assert.throws(() => finished({}, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
