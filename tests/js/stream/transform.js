'use strict';

// Transform: changed chunks, flush, object mode, errors.
const assert = require('assert');
const { Transform } = require('stream');
const { mustCall } = require('../common');

const upper = new Transform({
  transform(chunk, encoding, callback) { callback(null, String(chunk).toUpperCase()); },
  flush(callback) { callback(null, '!'); },
});
let text = '';
upper.on('data', (chunk) => { text += chunk; }).on('end', mustCall(() => assert.strictEqual(text, 'ABC!')));
upper.write('a');
upper.end('bc');

const objects = new Transform({ objectMode: true, transform(value, encoding, callback) { callback(null, { twice: value * 2 }); } });
objects.on('data', mustCall(({ twice }) => assert.ok([2, 4].includes(twice)), 2));
objects.write(1);
objects.end(2);

const failing = new Transform({ transform(chunk, encoding, callback) { callback(new Error('no')); } });
failing.on('error', mustCall((error) => assert.strictEqual(error.message, 'no'))).on('close', mustCall());
failing.write('x');
