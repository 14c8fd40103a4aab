'use strict';

// Who is not let in: another Host, a path that is no target, a handshake that is none. And a client that comes after them is.

const assert = require('assert');
const { Client, debug } = require('../common/debuggee');

(async () => {
  const debuggee = debug(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  await debuggee.listening;
  for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example']) {
    assert.strictEqual(await Client.connect(debuggee, { headers: { host } }), 400, host);
  }
  for (const path of ['/', '/nothing', `${debuggee.path}0`, `/x${debuggee.path}`, '/json']) {
    assert.strictEqual(await Client.connect(debuggee, { path }), 400, path);
  }
  assert.strictEqual(await Client.connect(debuggee, { headers: { 'Sec-WebSocket-Key': '' } }), 400);
  const client = await Client.connect(debuggee);
  assert.strictEqual(await client.value('1 + 1'), 2);
  debuggee.child.kill();
})();
