'use strict';

// Categories of our own probes in NodeTracing: collections and the pool's work as slices, beside Node's events.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', '-e', 'globalThis.fs = require("fs"); setInterval(() => {}, 1000)']);
  const events = [];
  client.on('NodeTracing.dataCollected', ({ value }) => events.push(...value));
  const wrong = await client.ask('NodeTracing.start', { traceConfig: { includedCategories: ['isoscope.bogus'] } });
  assert.match(wrong.error.message, /bogus/);
  await client.send('NodeTracing.start', { traceConfig: { includedCategories: ['isoscope.gc', 'isoscope.pool', 'node.fs.async'] } });
  await client.send('HeapProfiler.collectGarbage');
  await client.value('new Promise((resolve) => fs.stat(".", resolve)); 0', { awaitPromise: true });
  await client.send('Runtime.evaluate', { expression: 'fs.promises.stat(".")', awaitPromise: true });
  await client.send('NodeTracing.stop');
  const of = (category) => events.filter(({ cat }) => cat === category);
  assert.ok(of('gc').some(({ ph, dur }) => ph === 'X' && dur >= 0), JSON.stringify(events).slice(0, 2000));
  assert.ok(of('pool').length > 0);
  assert.ok(of('node,node.fs,node.fs.async').some(({ name }) => name === 'stat'));
  assert.strictEqual(of('loop').length, 0);
  debuggee.child.kill();
})();
