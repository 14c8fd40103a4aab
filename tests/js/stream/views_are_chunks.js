'use strict';

// Every view of bytes is a chunk, to read and to write, and becomes a Buffer over the same bytes.
const assert = require('assert');
const { Readable, Writable } = require('stream');
const { mustCall } = require('../common');

const bytes = new Uint8Array([1, 0, 2, 0]).buffer;
for (const view of [new Uint8Array(bytes), new Uint16Array(bytes), new DataView(bytes)]) {
  const readable = new Readable({ read() {} });
  readable.push(view);
  readable.push(null);
  readable.on('data', mustCall((chunk) => assert.deepStrictEqual(chunk, Buffer.from(bytes))));
  new Writable({ write: mustCall((chunk, encoding, callback) => {
    assert.deepStrictEqual([chunk, encoding], [Buffer.from(bytes), 'buffer']);
    callback();
  }) }).end(view);
}
