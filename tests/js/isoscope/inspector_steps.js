'use strict';

// Stepping from phase to phase, with a connection, an immediate and a timer pending: the order of phases is libuv's, and each runs what is its.

const assert = require('assert');
const { attach } = require('../common/debuggee');

const kScript = `
  globalThis.log = [];
  const net = require('net');
  const server = net.createServer((socket) => { log.push('connection'); socket.end(); }).listen(0, '127.0.0.1', () => {
    net.connect(server.address().port, '127.0.0.1', () => log.push('connected')).resume();
  });
  setImmediate(() => log.push('immediate'));
  setTimeout(() => log.push('timer'), 1);
  setInterval(() => {}, 1e6);
  const end = Date.now() + 5; while (Date.now() < end);`;

(async () => {
  const { debuggee, client } = await attach(['--inspect-wait=0', '-e', kScript]);
  let paused = client.next('Isoscope.paused');
  await client.send('Isoscope.step', { to: 'phase' });
  await client.send('Runtime.runIfWaitingForDebugger');
  const order = [];
  const ran = {};
  for (let i = 0; i < 9; i++) {
    const { at, next, alive } = await paused;
    assert.strictEqual(at === 'phase' || at === 'iteration', true);
    const before = await client.value('log.splice(0).join()');
    if (before !== '') ran[order.at(-1)] = before;
    order.push(next);
    if (i === 3) {
      assert.strictEqual(alive.immediates, 1);
      assert.deepStrictEqual(alive.handles, { TCPSERVERWRAP: 1, TCPWRAP: 1 });
    }
    paused = client.next('Isoscope.paused');
    await client.send('Isoscope.step', { to: 'phase' });
  }
  assert.deepStrictEqual(order, ['timers', 'pending', 'idle', 'prepare', 'poll', 'pending', 'check', 'closing', 'timers']);
  assert.deepStrictEqual({ ...ran }, { timers: 'timer', poll: 'connection,connected', check: 'immediate' });
  await paused;

  for (const to of ['iteration', 'callback', 'microtasks']) {
    paused = client.next('Isoscope.paused');
    await client.send('Isoscope.step', { to });
    await client.send('Runtime.evaluate', { expression: 'setTimeout(() => {}, 1); 0' });
    assert.strictEqual((await paused).at, to);
  }
  paused = client.next('Isoscope.paused');
  await client.send('Isoscope.step', { to: 'gc' });
  client.ask('Runtime.evaluate', { expression: 'for (let i = 0; i < 5e6; i++) globalThis.made = { i };' });
  assert.strictEqual((await paused).at, 'gc');
  // Going away lets the program go on.
  client.socket.destroy();
  debuggee.child.kill();
})();
