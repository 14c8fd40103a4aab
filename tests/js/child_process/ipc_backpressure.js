'use strict';

// Much data in chunks: send() says when the other side is slow, the callback when it went out; all arrives, in order.
const assert = require('assert');
const { fork } = require('child_process');
const { mustCall } = require('../common');

const kChunks = Number(process.env.IPC_MEGABYTES ?? 16) * 4;
const kSize = 256 * 1024;
if (process.argv[2] === 'child') {
  let next = 0;
  process.on('message', (message) => {
    assert.strictEqual(message.index, next++);
    assert.strictEqual(message.data.length, kSize);
    if (next === kChunks) process.send(next, () => process.disconnect());
  });
} else {
  const child = fork(__filename, ['child'], { serialization: 'advanced' });
  const data = Buffer.alloc(kSize, 'x');
  let index = 0;
  let refusals = 0;
  const sendMore = () => {
    while (index < kChunks) {
      if (!child.send({ index: index++, data }, index < kChunks ? undefined : mustCall())) {
        refusals++;
        child.send({ index: index++, data }, sendMore);
        return;
      }
    }
  };
  sendMore();
  child.on('message', mustCall((count) => assert.strictEqual(count, kChunks)));
  child.on('exit', mustCall((code) => {
    assert.strictEqual(code, 0);
    assert.ok(refusals > 0);
  }));
}
