'use strict';

// The Isoscope domain: batches as far as they are acknowledged, snapshots, history, the schema, recordings read through IO.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', '-e', 'setInterval(() => { globalThis.kept = [new Array(1e4).fill({})]; }, 2)']);
  const { maxBatchesInFlight } = await client.send('Isoscope.enable', { kinds: ['loop', 'gc'], intervalMs: 0, maxBatchesInFlight: 2 });
  assert.strictEqual(maxBatchesInFlight, 2);
  const full = client.next('Isoscope.bufferUsage');
  const first = await client.next('Isoscope.batch');
  assert.strictEqual(first.sequence, 1);
  assert.ok(first.items.every(({ kind }) => ['loop', 'gc', 'gcPhases'].includes(kind)));
  assert.strictEqual((await full).batchesInFlight, 2);
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.strictEqual(client.events.filter(({ method }) => method === 'Isoscope.batch').length, 2);
  const third = client.next('Isoscope.batch');
  await client.send('Isoscope.ack', { sequence: 1 });
  assert.strictEqual((await third).sequence, 3);
  assert.strictEqual((await client.ask('Isoscope.ack', { sequence: 9 })).error.code, -32000);
  await client.send('Isoscope.disable');

  const { snapshot } = await client.send('Isoscope.getSnapshot');
  assert.strictEqual(snapshot.process.pid, debuggee.child.pid);
  assert.ok((await client.send('Isoscope.getHistory', { kinds: ['loop'], limit: 5 })).items.length > 0);
  assert.ok((await client.send('Isoscope.getSchema')).schema.kinds.some(({ name }) => name === 'gc'));

  await client.send('Isoscope.startRecording', { kinds: ['loop'] });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const { stream, bytes } = await client.send('Isoscope.stopRecording');
  let read = 0;
  for (let eof = false; !eof;) {
    const part = await client.send('IO.read', { handle: stream, size: 1000 });
    read += Buffer.from(part.data, 'base64').length;
    ({ eof } = part);
  }
  assert.strictEqual(read, bytes);
  await client.send('IO.close', { handle: stream });
  for (const [method, params] of [['IO.read', { handle: stream }], ['Isoscope.stopRecording'], ['Isoscope.resume']]) {
    assert.strictEqual((await client.ask(method, params)).error.code, -32000, method);
  }
  for (const [method, params] of [['Isoscope.enable', { kinds: ['nope'] }], ['Isoscope.enable', { kinds: 5 }], ['Isoscope.step', { to: 'nowhere' }],
    ['Isoscope.step'], ['Isoscope.ack', {}], ['Isoscope.getHistory', { since: -1 }], ['IO.read', { handle: 7 }]]) {
    assert.strictEqual((await client.ask(method, params)).error.code, -32602, method);
  }
  assert.strictEqual((await client.ask('Isoscope.nope')).error.code, -32601);
  debuggee.child.kill();
})();
