'use strict';

// A thousand debuggers that come and go, at every stage of their handshake, leave nothing behind; one that goes in the middle of a heap snapshot
// harms nobody.

const assert = require('assert');
const net = require('net');
const { Client, attach } = require('../common/debuggee');

const kClients = 1000;
const kAtOnce = 20;

const upgrade = ({ path, port }) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

// What each sends before it goes; some wait for the answer.
function comeAndGo(debuggee, number) {
  return new Promise((resolve) => {
    const socket = net.connect(debuggee.port, '127.0.0.1', () => {
      const request = upgrade(debuggee);
      if (number % 4 === 0) socket.destroy();
      else if (number % 4 === 1) socket.write(request.slice(0, 10 + number % request.length), () => socket.destroy());
      else if (number % 4 === 2) socket.write(request, () => socket.destroy());
      else socket.write(request);
    });
    socket.once('data', () => socket.destroy());
    socket.on('error', () => {});
    socket.on('close', resolve);
  });
}

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', '-e', 'globalThis.fs = require("fs"); setInterval(() => {}, 1000)']);
  const descriptors = () => client.value('fs.readdirSync("/proc/self/fd").length');
  const before = await descriptors();
  for (let next = 0; next < kClients; next += kAtOnce) {
    await Promise.all(Array.from({ length: kAtOnce }, (_, i) => comeAndGo(debuggee, next + i)));
  }
  while (await descriptors() > before);

  for (let i = 0; i < 3; i++) {
    const leaving = await Client.connect(debuggee);
    leaving.on('HeapProfiler.addHeapSnapshotChunk', () => leaving.socket.destroy());
    leaving.ask('HeapProfiler.takeHeapSnapshot', {});
    await leaving.closed;
  }
  let text = '';
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => { text += chunk; });
  await client.send('HeapProfiler.takeHeapSnapshot', {});
  assert.ok(JSON.parse(text).snapshot.node_count > 1000);
  while (await descriptors() > before);
  debuggee.child.kill();
})();
