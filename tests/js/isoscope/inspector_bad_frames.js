'use strict';

// What breaks the WebSocket protocol ends its own connection, with the RFC's code, and no other; what breaks the debugger's is answered. (Node itself
// can be crashed by such frames.)

const assert = require('assert');
const crypto = require('crypto');
const { Client, attach, maskedFrame } = require('../common/debuggee');

const text = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const evaluate = { id: 1, method: 'Runtime.evaluate', params: { expression: '1' } };

const broken = {
  'unmasked': [[maskedFrame(1, text(evaluate), { masked: false })], [1002]],
  'a reserved opcode': [[maskedFrame(3, text('x'))], [1002]],
  'a reserved bit': [[Buffer.concat([Buffer.from([0xc1]), maskedFrame(1, text('x')).subarray(1)])], [1002]],
  'a continuation of nothing': [[maskedFrame(0, text('x'))], [1002]],
  'two messages interleaved': [[maskedFrame(1, text('{"id"'), { fin: false }), maskedFrame(1, text(evaluate))], [1002]],
  'a ping in pieces': [[maskedFrame(9, text('x'), { fin: false })], [1002]],
  'a ping too long': [[maskedFrame(9, Buffer.alloc(126))], [1002]],
  'a close of one byte': [[maskedFrame(8, Buffer.from([3]))], [0, 1002]],
  'bytes that are no UTF-8': [[maskedFrame(1, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))], [1007]],
  'UTF-8 cut by the end': [[maskedFrame(1, Buffer.from([0xe2, 0x82]))], [1007]],
  'binary': [[maskedFrame(2, text(evaluate))], [1003]],
  'a message of half a TB': [[maskedFrame(1, text('{'), { length: 2 ** 39 })], [1009]],
  'a length with the top bit': [[Buffer.from([0x81, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5])], [1002, 1009]],
};

const answered = [
  ['{', -32700], ['[]', -32600], ['null', -32600], ['"text"', -32600], ['{}', -32600], ['{"id":"1","method":"Runtime.enable"}', -32600],
  ['{"id":1e99,"method":"Runtime.enable"}', -32600], [`{"id":${2 ** 53},"method":"Runtime.enable"}`, -32600],
  ['{"id":1.5,"method":"Runtime.enable"}', -32600], ['{"id":7}', -32600], ['{"id":7,"method":5}', -32600],
  ['{"id":7,"method":"No.such"}', -32601], ['{"id":7,"method":"Isoscope.none"}', -32601], ['{"id":7,"method":"NodeWorker.none"}', -32601],
  ['{"id":7,"method":"Runtime.evaluate","params":[]}', -32602], ['{"id":7,"method":"Runtime.evaluate","params":{"expression":5}}', -32602],
  ['{"id":7,"method":"IO.read","params":{"handle":[]}}', -32602], ['{"id":7,"method":"Isoscope.ack"}', -32602],
  ['['.repeat(100000), -32700], [`{"id":7,"method":"Isoscope.ack","params":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`, undefined],
];

(async () => {
  const { debuggee, client: witness } = await attach(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  for (const [name, [frames, codes]] of Object.entries(broken)) {
    const client = await Client.connect(debuggee);
    client.socket.write(Buffer.concat(frames));
    const code = await client.closed;
    assert.ok(codes.includes(code), `${name}: ${code}`);
    assert.strictEqual(await witness.value('1 + 1'), 2, name);
  }

  // Garbage of any kind; the same each time.
  for (let seed = 0; seed < 50; seed++) {
    const client = await Client.connect(debuggee);
    client.socket.end(crypto.createHash('shake256', { outputLength: 1 + seed * 40 }).update(`${seed}`).digest());
    await client.closed;
  }
  // In the middle of a frame, and of a message.
  for (const bytes of [maskedFrame(1, text(evaluate)).subarray(0, 9), maskedFrame(1, text('{"id":1'), { fin: false })]) {
    const client = await Client.connect(debuggee);
    client.socket.write(bytes, () => client.socket.destroy());
    await client.closed;
  }
  assert.strictEqual(await witness.value('2 + 2'), 4);

  const client = await Client.connect(debuggee);
  for (const [message, code] of answered) {
    const reply = new Promise((resolve) => {
      const before = client.events.length;
      const poll = () => {
        const found = client.events[before];
        if (found !== undefined) resolve(found);
        else client.socket.once('data', () => setImmediate(poll));
      };
      poll();
    });
    client.sendText(message);
    const { error } = await reply;
    assert.notStrictEqual(error, undefined, message.slice(0, 80));
    if (code !== undefined) assert.strictEqual(error.code, code, `${message.slice(0, 80)}: ${JSON.stringify(error)}`);
  }
  // What is well framed, in pieces and with a ping between, gets an answer.
  const whole = text({ id: 1000, method: 'Runtime.evaluate', params: { expression: '3 + 3' } });
  const isThere = () => client.events.some(({ id }) => id === 1000);
  const reply = new Promise((resolve) => { client.socket.on('data', () => setImmediate(() => isThere() && resolve())); });
  client.socket.write(Buffer.concat([maskedFrame(1, whole.subarray(0, 9), { fin: false }), maskedFrame(9, Buffer.from('ping')),
    maskedFrame(0, whole.subarray(9, 20), { fin: false }), maskedFrame(0, whole.subarray(20))]));
  await reply;
  assert.strictEqual(client.lastPong, 'ping');
  assert.strictEqual(client.events.find(({ id }) => id === 1000).result.result.value, 6);
  debuggee.child.kill();
})();
