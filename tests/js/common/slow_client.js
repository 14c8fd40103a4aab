'use strict';

// What a client that does not read costs the server: a server process of its own, whose memory is asked for while the client holds still.
//
// A test file calls run(serve, modes). In the server's process serve(mode, body) makes a server that sends `body` (see Body) to whoever
// connects; here each mode gets a client that reads nothing, then a little, and goes away. Nothing depends on time: if the machine is so busy
// that the server has not stopped by itself when it is asked, less was made, and the bound holds all the more.

const { mustCall } = require('.');
const assert = require('assert');
const { fork } = require('child_process');
const net = require('net');
const { setTimeout: sleep } = require('timers/promises');

const kMB = 1024 * 1024;
const kChunk = 64 * 1024;
const kOffered = 96 * kMB;  // What the server would send.
const kReadSlowly = 12 * kMB;
const kHeld = 8 * kMB;       // What it may hold of that: the kernel holds up to ten more, which is not this process's memory.
const kResident = 64 * kMB;  // What may come on top of the process's resident memory, its garbage too.

// Chunks, each memory of its own that was written to: what is kept of them is seen in the figures.
class Body {
  made = 0;
  done = () => this.made >= kOffered;
  next() {
    this.made += kChunk;
    return Buffer.alloc(kChunk, 'x');
  }
  *[Symbol.iterator]() {
    while (!this.done()) yield this.next();
  }
}

function memory() {
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, held: heapUsed + external };
}

function runServer(serve, mode) {
  const body = new Body();
  const server = serve(mode, body);
  let before;
  server.listen(0, '127.0.0.1', () => {
    before = memory();
    process.send({ port: server.address().port });
  });
  process.on('message', () => {
    const now = memory();
    process.send({ made: body.made, held: now.held - before.held, resident: now.rss - before.rss });
  });
  process.on('disconnect', () => process.exit());
}

// The client: reads when it is told.
function connect(port, request) {
  const socket = net.connect(port, '127.0.0.1');
  socket.pause();
  socket.write(request);
  const client = { received: 0, socket };
  client.read = async () => {
    const chunk = socket.read();
    if (chunk !== null) client.received += chunk.length;
    else await new Promise((resolve) => socket.once('readable', resolve));
  };
  return client;
}

async function runMode(file, mode, { request = '\n', holds = false } = {}) {
  const server = fork(file, ['serve', mode], { execArgv: ['--expose-gc'] });
  const answer = () => new Promise((resolve) => server.once('message', resolve));
  const { port } = await answer();
  const client = connect(port, request);

  // Asks until nothing more is made.
  const stopped = async () => {
    let last = { made: 0 };
    for (let same = 0; same < 3;) {
      await sleep(5);
      server.send('measure');
      const now = await answer();
      same = now.made > 0 && now.made === last.made ? same + 1 : 0;
      last = now;
    }
    return last;
  };
  const check = (now, when) => {
    const figures = `${mode}, ${when}: ${JSON.stringify(now)}`;
    if (holds) return assert.ok(now.held > kOffered * 0.9 && now.resident > kResident, figures);
    assert.ok(now.made < kOffered, figures);
    assert.ok(now.held < kHeld, figures);
    assert.ok(now.resident < kResident, figures);
  };

  check(await stopped(), 'nothing read');
  if (!holds) {
    while (client.received < kReadSlowly) await client.read();
    check(await stopped(), 'a little read');
  }
  client.socket.destroy();
  server.disconnect();
  await new Promise((resolve) => server.once('exit', resolve));
}

// `modes`: { name: { request, holds } }. A mode that `holds` is the counterproof: it must go beyond the bound.
async function run(file, serve, modes) {
  if (process.argv[2] === 'serve') return runServer(serve, process.argv[3]);
  for (const [mode, options] of Object.entries(modes)) await runMode(file, mode, options);
}

module.exports = { run: (...args) => run(...args).then(mustCall()), kOffered };
