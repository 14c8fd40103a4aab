'use strict';

// A channel's messages arrive in order at the other end; what was posted before a close arrives before it; both ends hear of it.

const assert = require('assert');
const { MessageChannel, MessagePort, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
assert.ok(port1 instanceof MessagePort && port1 instanceof EventTarget);
assert.throws(() => new MessagePort(), { name: 'TypeError', code: 'ERR_CONSTRUCT_CALL_INVALID' });
assert.strictEqual(receiveMessageOnPort(port1), undefined);

const seen = [];
port2.on('message', (message) => seen.push(message));
port2.addEventListener('message', (event) => seen.push(event.data.concat('!'), event.constructor.name));
port2.on('close', () => seen.push('closed 2'));
port1.on('close', () => seen.push('closed 1'));
port1.postMessage('a');
port1.postMessage('b');
port1.close();

process.on('exit', () => {
  assert.deepStrictEqual(seen.slice(0, 6), ['a', 'a!', 'MessageEvent', 'b', 'b!', 'MessageEvent']);
  assert.deepStrictEqual(seen.slice(6).sort(), ['closed 1', 'closed 2']);
});

{
  const { port1: one, port2: two } = new MessageChannel();
  for (let i = 0; i < 3; i++) one.postMessage({ i });
  const received = [0, 1, 2, 3].map(() => receiveMessageOnPort(two));
  assert.deepStrictEqual(received, [{ message: { i: 0 } }, { message: { i: 1 } }, { message: { i: 2 } }, undefined]);
}
