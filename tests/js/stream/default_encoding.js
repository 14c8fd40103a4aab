'use strict';

// An unknown default encoding is an error, as an option and later.

const assert = require('assert');
const { Duplex, Readable, Writable } = require('stream');

const unknown = (name) => ({ name: 'TypeError', code: 'ERR_UNKNOWN_ENCODING', message: `Unknown encoding: ${name}` });
for (const Stream of [Readable, Writable, Duplex]) {
  assert.throws(() => new Stream({ defaultEncoding: 'mine' }), unknown('mine'));
  assert.throws(() => new Stream({ defaultEncoding: 5 }), unknown('5'));
  new Stream({ defaultEncoding: null });
  const stream = new Stream({ defaultEncoding: 'hex' });
  assert.strictEqual((stream._writableState ?? stream._readableState).defaultEncoding, 'hex');
}

const readable = new Readable({ read() {}, defaultEncoding: 'latin1' });
readable.push('\u00e9');
assert.deepStrictEqual(readable.read(), Buffer.from([0xe9]));

const written = [];
const writable = new Writable({ defaultEncoding: 'hex', write(chunk, encoding, callback) { written.push(chunk); callback(); } });
writable.write('6162');
writable.setDefaultEncoding('base64');
assert.throws(() => writable.setDefaultEncoding('mine'), unknown('mine'));
writable.write('YWI=');
assert.deepStrictEqual(written, [Buffer.from('ab'), Buffer.from('ab')]);
console.log('ok');
