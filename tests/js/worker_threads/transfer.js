'use strict';

// Transferred buffers and ports are gone on this side and whole on the other; what may not be transferred says so.

const assert = require('assert');
const { MessageChannel, isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
const dataClone = (message) => ({ name: 'DataCloneError', code: 25, message });

{
  const bytes = new Uint8Array([1, 2, 3]);
  port1.postMessage({ bytes }, [bytes.buffer]);
  assert.strictEqual(bytes.byteLength, 0);
  assert.deepStrictEqual(receiveMessageOnPort(port2).message, { bytes: new Uint8Array([1, 2, 3]) });
  assert.throws(() => port1.postMessage(bytes.buffer), dataClone('An ArrayBuffer is detached and could not be cloned.'));
}
{
  const { port1: inner, port2: traveller } = new MessageChannel();
  inner.postMessage('waits in the port');
  port1.postMessage({ traveller }, { transfer: [traveller] });
  const { message } = receiveMessageOnPort(port2);
  assert.deepStrictEqual(receiveMessageOnPort(message.traveller), { message: 'waits in the port' });
  assert.throws(() => port1.postMessage(traveller, [traveller]), dataClone('MessagePort in transfer list is already detached'));
  message.traveller.close();
}

const buffer = new ArrayBuffer(8);
assert.throws(() => port1.postMessage(port2), dataClone('Object that needs transfer was found in message but not listed in transferList'));
assert.throws(() => port1.postMessage(port1, [port1]), dataClone('Transfer list contains source port'));
assert.throws(() => port1.postMessage(1, [buffer, buffer]), dataClone('Transfer list contains duplicate ArrayBuffer'));
assert.throws(() => port1.postMessage(1, [{}]), dataClone('Found invalid value in transferList.'));
assert.throws(() => port1.postMessage(() => {}), dataClone('() => {} could not be cloned.'));
assert.throws(() => port1.postMessage(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => port1.postMessage(1, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(isMarkedAsUntransferable(buffer), false);
markAsUntransferable(buffer);
assert.strictEqual(isMarkedAsUntransferable(buffer), true);
assert.throws(() => port1.postMessage(1, [buffer]), dataClone('Cannot transfer object of unsupported type.'));
assert.strictEqual(buffer.byteLength, 8);
const hidden = { a: 1 };
markAsUncloneable(hidden);
assert.throws(() => structuredClone(hidden), dataClone('Cannot clone object of unsupported type.'));
assert.throws(() => structuredClone({ deep: [hidden] }), { name: 'DataCloneError' });
port1.close();
