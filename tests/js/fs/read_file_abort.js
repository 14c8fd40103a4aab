'use strict';

// An AbortSignal ends readFile with an AbortError whose cause is the signal's reason.
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { mustCall, tmpdir } = require('../common');

const file = path.join(tmpdir(), 'large');
fs.writeFileSync(file, Buffer.alloc(32 * 1024 * 1024));
const aborted = { name: 'AbortError', code: 'ABORT_ERR', message: 'The operation was aborted' };

const before = AbortSignal.abort();
fs.readFile(file, { signal: before }, mustCall((error) => assert.throws(() => { throw error; }, aborted)));
assert.rejects(fs.promises.readFile(file, { signal: before }), aborted).then(mustCall());

for (const start of [
  (signal) => fs.promises.readFile(file, { signal }),
  (signal) => new Promise((resolve, reject) => {
    fs.readFile(file, { signal }, (error, data) => { error ? reject(error) : resolve(data); });
  }),
]) {
  const controller = new AbortController();
  const reason = new Error('enough');
  const promise = start(controller.signal);
  controller.abort(reason);
  assert.rejects(promise, (error) => {
    assert.throws(() => { throw error; }, aborted);
    assert.strictEqual(error.cause, reason);
    return true;
  }).then(mustCall());
}

// A signal that stays silent changes nothing.
fs.promises.readFile(file, { signal: new AbortController().signal }).then(mustCall((data) => assert.strictEqual(data.length, 32 * 1024 * 1024)));
assert.throws(() => fs.readFile(file, { signal: 'now' }, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
