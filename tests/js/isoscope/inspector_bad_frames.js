'use strict';

// Frames and messages that no client should send end their own connection, with the RFC's code, and nothing else.
// Timeout: 60

const assert = require('assert');
const crypto = require('crypto');
const { Client, attach, maskedFrame } = require('../common/debuggee');

const kRequest = Buffer.from('{"id":1000,"method":"Runtime.evaluate","params":{"expression":"1+1"}}');

(async () => {
  const { debuggee, client: healthy } = await attach(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  const wrong = [
    ['unmasked', maskedFrame(1, kRequest, { masked: false }), 1002],
    ['a continuation of nothing', maskedFrame(0, kRequest), 1002],
    ['interleaved messages', Buffer.concat([maskedFrame(1, kRequest, { fin: false }), maskedFrame(1, kRequest)]), 1002],
    ['reserved bits', Buffer.concat([Buffer.from([0xF1]), maskedFrame(1, kRequest).subarray(1)]), 1002],
    ['a reserved opcode', maskedFrame(3, kRequest), 1002],
    ['too big', maskedFrame(1, kRequest, { length: 2 ** 39 }), 1009],
    ['invalid UTF-8', maskedFrame(1, Buffer.from([0xFF, 0xFE])), 1007],
    ['binary', maskedFrame(2, kRequest), 1003],
  ];
  for (const [name, bytes, code] of wrong) {
    const client = await Client.connect(debuggee);
    client.socket.write(bytes);
    client.socket.on('data', () => { if (client.closeCode !== undefined) client.socket.end(); });
    assert.strictEqual(await client.closed, code, name);
    assert.strictEqual(await healthy.value('1 + 1'), 2, name);
  }
  // What is well framed gets an answer.
  const client = await Client.connect(debuggee);
  const parts = [kRequest.subarray(0, 9), kRequest.subarray(9, 20), kRequest.subarray(20)];
  client.socket.write(Buffer.concat([maskedFrame(1, parts[0], { fin: false }), maskedFrame(9, Buffer.from('ping')),
    maskedFrame(0, parts[1], { fin: false }), maskedFrame(0, parts[2])]));
  const messages = ['{nope', '[1]', '{"method":"Runtime.enable"}', '{"id":99999999999999999999,"method":"Runtime.enable"}', '[[['.repeat(1e5)];
  for (const text of messages) client.sendText(text);
  assert.strictEqual((await client.ask('No.suchMethod')).error.code, -32601);
  assert.strictEqual(client.lastPong, 'ping');
  assert.strictEqual(client.events.filter(({ error }) => error !== undefined).length, messages.length);
  for (let i = 0; i < 50; i++) {
    const other = await Client.connect(debuggee);
    other.socket.end(crypto.randomBytes(1 + i * 7));
    other.socket.destroy();
  }
  assert.strictEqual(await healthy.value('"alive"'), 'alive');
  // Gone in the middle of a snapshot.
  client.ask('HeapProfiler.takeHeapSnapshot');
  await client.next('HeapProfiler.addHeapSnapshotChunk');
  client.socket.destroy();
  assert.strictEqual(await healthy.value('"alive"'), 'alive');
  assert.strictEqual(await Client.connect(debuggee, { path: '/wrong' }), 400);
  assert.strictEqual(await Client.connect(debuggee, { headers: { Host: 'evil.example' } }), 400);
  debuggee.child.kill();
})();
