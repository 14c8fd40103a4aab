'use strict';

// Thousands of timers, and how many of them libuv and the kernel know.

const scope = require('isoscope');
const fs = require('fs');
const net = require('net');

const { timers: count, refute } = scope.parameters({ timers: 10_000, refute: false });

const handles = () => scope.snapshot().isolates[0].loop.activeHandles;
const kernelTimers = () => fs.readdirSync('/proc/self/fd').map((fd) => {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';  // Its own.
  }
}).filter((target) => target.includes('timerfd')).length;
const turn = () => new Promise((resolve) => setImmediate(resolve));

(async () => {
  await turn();
  const before = handles();
  const kernelBefore = kernelTimers();  // One measures the loop's delay.
  const timers = [];
  const servers = [];
  for (let i = 0; i < (refute ? 50 : count); i++) {
    if (refute) servers.push(net.createServer().listen(0, '127.0.0.1'));
    else timers.push(setTimeout(() => {}, 100_000 + i % 500));
  }
  await turn();
  await turn();
  const after = handles();
  const known = process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length;
  // The kernel's part: libuv waits in epoll for as long as the first one takes.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const waits = scope.history({ kinds: ['loop'] }).items.map(({ pollTimeoutMs }) => pollTimeoutMs).filter((ms) => ms >= 0);
  const more = kernelTimers() - kernelBefore;
  const withImmediates = scope.history({ kinds: ['loop'] }).items.filter(({ iteration, pollTimeoutMs }) => iteration > 0 && pollTimeoutMs === 0);
  for (const timer of timers) clearTimeout(timer);
  for (const server of servers) server.close();
  console.log(`${known} timers alive in JavaScript; libuv's active handles: ${before} before, ${after} with them; waits in poll: ` +
    `${waits.join(', ')} ms; ` +
    `timers of the kernel for them: ${more}`);
  scope.expect('JavaScript knows every timer', known >= count, { known });
  scope.expect('libuv has one handle for all of them', after - before <= 1, { before, after: after });
  scope.expect('with an immediate waiting the loop does not wait at all', withImmediates.length > 0, { iterations: withImmediates.length });
  scope.expect('the kernel has none for them: the loop waits in poll until the first is due',
               more === 0 && waits.length > 0 && waits.some((ms) => ms <= 30), { waits, more });
})();
