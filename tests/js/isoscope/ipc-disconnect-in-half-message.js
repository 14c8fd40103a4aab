'use strict';

// disconnect() while half a message has come: the channel ends when the rest is there, and so do both processes (Node 24 hangs).
const assert = require('assert');
const { fork } = require('child_process');
const { mustCall } = require('../common');

if (process.argv[2] === 'child') {
  process.once('message', () => {
    // The second message is larger than what the socket holds, so that some of it is still on its way.
    setTimeout(() => {
      process.disconnect();
      assert.strictEqual(process.connected, false);
    }, 20);
  });
} else {
  const child = fork(__filename, ['child'], { serialization: 'advanced' });
  child.send('first');
  child.send(Buffer.alloc(8 * 1024 * 1024), () => {});
  child.on('disconnect', mustCall());
  child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
}
