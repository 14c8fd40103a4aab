'use strict';
const { mustCall } = require('../common');
const assert = require('assert');
const { addAbortSignal, finished, isDisturbed, isErrored, isReadable } = require('stream');

// Node's stream functions on web streams.
let controller;
const readable = new ReadableStream({ start(value) { controller = value; } });
assert.strictEqual(isReadable(readable), true);
assert.strictEqual(isDisturbed(readable), false);
finished(readable, mustCall((error) => {
  assert.ifError(error);
  assert.strictEqual(isDisturbed(readable), true);
  assert.strictEqual(isReadable(readable), false);
}));
controller.enqueue('x');
controller.close();
readable.getReader().read().then(mustCall());

const failing = new ReadableStream({ start(value) { value.error(new Error('broken')); } });
assert.strictEqual(isErrored(failing), true);
finished(failing, mustCall((error) => assert.strictEqual(error.message, 'broken')));

const errored = new ReadableStream({ start(value) { setTimeout(() => value.error(new Error('later')), 1); } });
finished(errored, mustCall((error) => assert.strictEqual(error.message, 'later')));

const writable = new WritableStream({});
finished(writable, mustCall((error) => assert.ifError(error)));
writable.close();

const aborting = new AbortController();
const aborted = addAbortSignal(aborting.signal, new ReadableStream({}));
finished(aborted, mustCall((error) => assert.strictEqual(error.name, 'AbortError')));
aborting.abort();
