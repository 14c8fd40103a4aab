'use strict';

// The same megabytes, cloned and transferred, through a channel within one isolate: what is measured is the message alone.

const scope = require('isoscope');
const { MessageChannel, receiveMessageOnPort } = require('worker_threads');

const { megabytes, refute } = scope.parameters({ megabytes: 32, refute: false });
const { port1, port2 } = new MessageChannel();

function pass(buffer, transfer) {
  const start = performance.now();
  port1.postMessage(buffer, transfer);
  const { message } = receiveMessageOnPort(port2);
  return { message, ms: performance.now() - start };
}

function make() {
  const bytes = new Uint8Array(megabytes << 20);
  bytes[bytes.length - 1] = 42;
  return bytes;
}

const cloned = make();
const clone = pass(cloned, []);
const handed = make();
const store = handed.buffer;
const transfer = pass(handed, refute ? [] : [store]);
// The best of some: whatever else the machine does only makes one slower.
for (let i = 0; i < 4; i++) {
  clone.ms = Math.min(clone.ms, pass(cloned, []).ms);
  const more = make();
  transfer.ms = Math.min(transfer.ms, pass(more, refute ? [] : [more.buffer]).ms);
}
port1.close();

console.log(`${megabytes} MB: cloned in ${clone.ms.toFixed(2)} ms, transferred in ${transfer.ms.toFixed(2)} ms`);
scope.expect('both arrived whole', clone.message.at(-1) === 42 && transfer.message.at(-1) === 42);
scope.expect('a clone leaves the sender its own', cloned.byteLength === megabytes << 20, { byteLength: cloned.byteLength });
scope.expect('a transfer takes it away', store.byteLength === 0 && store.detached !== false, { byteLength: store.byteLength });
scope.expect('a transfer takes less time than a clone', transfer.ms < clone.ms, { cloneMs: clone.ms, transferMs: transfer.ms });
