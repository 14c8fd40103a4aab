'use strict';

// Messages both ways in both serializations, before and after listening; disconnect on either side; errors afterwards.
const assert = require('assert');
const { fork } = require('child_process');
const { mustCall } = require('../common');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    if (message === 'leave') process.disconnect();
    else process.send(message);
  });
  process.on('disconnect', () => assert.strictEqual(process.connected, false));
} else {
  const values = {
    json: ['text \u20ac', 1, null, true, { a: [1, { b: '\n' }] }, 'x'.repeat(200000)],
    advanced: [new Map([['a', new Set([1])]]), 12n, [undefined], new Date(0), /x/g, { error: 'none' }, new Uint8Array(100000)],
  };
  for (const serialization of ['json', 'advanced']) {
    const child = fork(__filename, ['child'], { serialization });
    const expected = values[serialization].filter((value) => typeof value !== 'bigint');
    const received = [];
    child.on('message', (message) => {
      received.push(message);
      if (received.length === expected.length) child.send('leave', mustCall((error) => assert.strictEqual(error, null)));
    });
    for (const value of expected) child.send(value);
    child.on('disconnect', mustCall(() => {
      assert.deepStrictEqual(received, expected);
      assert.strictEqual(child.connected, false);
      child.send('late', mustCall((error) => assert.strictEqual(error.code, 'ERR_IPC_CHANNEL_CLOSED')));
      child.once('error', mustCall((error) => assert.strictEqual(error.code, 'ERR_IPC_DISCONNECTED')));
      child.disconnect();
    }));
    child.on('exit', mustCall((code, signal) => assert.deepStrictEqual([code, signal], [0, null])));
  }
  const left = fork(__filename, ['child']);
  assert.throws(() => left.send(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => left.send(Symbol('x')), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => left.send('x', {}), { code: 'ERR_INVALID_HANDLE_TYPE' });
  left.disconnect();
  left.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
}
