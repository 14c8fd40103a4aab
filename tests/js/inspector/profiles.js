'use strict';

// CPU profile, precise coverage, sampling heap profile, allocation tracking and a heap snapshot that parses.

const assert = require('assert');
const path = require('path');
const { attach } = require('../common/debuggee');

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', path.join(__dirname, 'fixtures/steps.js')]);
  while (await client.value('typeof outer') !== 'function');
  await client.send('Profiler.enable');
  await client.send('Profiler.setSamplingInterval', { interval: 200 });
  await client.send('Profiler.start');
  await client.value('(function burn() { const end = Date.now() + 40; let x = 0; while (Date.now() < end) x += outer(x & 7); })()');
  const { profile } = await client.send('Profiler.stop');
  assert.ok(profile.nodes.some(({ callFrame }) => callFrame.functionName === 'burn'));
  assert.strictEqual(profile.samples.length, profile.timeDeltas.length);

  await client.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  await client.value('outer(1)');
  const { result } = await client.send('Profiler.takePreciseCoverage');
  const covered = result.find(({ url }) => url.endsWith('steps.js')).functions.find(({ functionName }) => functionName === 'inner');
  assert.strictEqual(covered.ranges[0].count, 1);

  await client.send('HeapProfiler.startSampling', { samplingInterval: 1024 });
  await client.value('globalThis.kept = Array.from({ length: 2e4 }, (_, i) => ({ i })); 0');
  const sampling = await client.send('HeapProfiler.stopSampling');
  assert.ok(sampling.profile.head.children.length > 0);

  await client.send('HeapProfiler.enable');
  const stats = client.next('HeapProfiler.heapStatsUpdate');
  await client.send('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
  await stats;
  await client.send('HeapProfiler.stopTrackingHeapObjects', { reportProgress: false });

  let text = '';
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => { text += chunk; });
  text = '';
  await client.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  const snapshot = JSON.parse(text);
  assert.ok(snapshot.snapshot.node_count > 1000);
  assert.strictEqual(snapshot.nodes.length, snapshot.snapshot.node_count * snapshot.snapshot.meta.node_fields.length);
  debuggee.child.kill();
})();
