'use strict';

// A worker whose data can't be sent never starts, and keeps nothing alive; the Buffer pool is never transferred.
const assert = require('assert');
const fs = require('fs');
const { MessageChannel, Worker } = require('worker_threads');

const refused = { code: 25, name: 'DataCloneError' };
fs.promises.open(__filename).then(async (handle) => {
  const stream = fs.createReadStream(null, { fd: handle });
  assert.throws(() => new Worker('', { eval: true, workerData: { handle }, transferList: [handle] }), refused);
  stream.destroy();
});
const slice = Buffer.from('hello world');
const { port1 } = new MessageChannel();
assert.throws(() => port1.postMessage(slice, [slice.buffer]), refused);
assert.strictEqual(slice.toString(), 'hello world');
