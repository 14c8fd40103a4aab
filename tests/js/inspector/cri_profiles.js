'use strict';

// chrome-remote-interface: CPU profile, precise coverage, sampled and tracked allocations, and a heap snapshot that parses and holds what it must.

const assert = require('assert');
const { attachWithCri, fixture } = require('../common/cri');

(async () => {
  const { debuggee, client } = await attachWithCri(['--inspect=0', fixture('ticking.js')]);
  const { HeapProfiler, Profiler, Runtime } = client;
  const evaluate = (expression) => Runtime.evaluate({ expression });
  while ((await evaluate('typeof alive')).result.value !== 'object');

  await Profiler.enable();
  await Profiler.setSamplingInterval({ interval: 200 });
  await Profiler.start();
  await evaluate('(function burn() { const end = Date.now() + 30; let x = 0; while (Date.now() < end) x += Math.sqrt(x + 1); })()');
  const { profile } = await Profiler.stop();
  assert.ok(profile.nodes.some(({ callFrame }) => callFrame.functionName === 'burn'));
  assert.strictEqual(profile.samples.length, profile.timeDeltas.length);

  await Profiler.startPreciseCoverage({ callCount: true, detailed: true });
  await evaluate('run(1); run(2)');
  const { result } = await Profiler.takePreciseCoverage();
  const covered = result.find(({ url }) => url.endsWith('ticking.js')).functions.find(({ functionName }) => functionName === 'inner');
  assert.strictEqual(covered.ranges[0].count, 4);
  await Profiler.stopPreciseCoverage();

  await HeapProfiler.enable();
  await HeapProfiler.startSampling({ samplingInterval: 1024 });
  await evaluate('(function fill() { globalThis.kept = Array.from({ length: 2e4 }, (_, i) => ({ i })); })()');
  const sampled = await HeapProfiler.stopSampling();
  const names = [];
  (function collect(node) {
    names.push(node.callFrame.functionName);
    node.children.forEach(collect);
  })(sampled.profile.head);
  assert.ok(names.includes('fill'), `${names}`);

  const told = client.next('HeapProfiler.heapStatsUpdate');
  await HeapProfiler.startTrackingHeapObjects({ trackAllocations: true });
  await evaluate('globalThis.more = Array.from({ length: 1000 }, (_, i) => ({ i })); 0');
  await told;
  await HeapProfiler.stopTrackingHeapObjects({ reportProgress: false });

  client.events.length = 0;
  await evaluate('globalThis.marked = new (class Findable {})(); 0');
  await HeapProfiler.takeHeapSnapshot({ reportProgress: true });
  const chunks = client.events.filter(({ method }) => method === 'HeapProfiler.addHeapSnapshotChunk').map(({ params }) => params.chunk);
  assert.ok(client.events.some(({ method }) => method === 'HeapProfiler.reportHeapSnapshotProgress'));
  const snapshot = JSON.parse(chunks.join(''));
  assert.strictEqual(snapshot.nodes.length, snapshot.snapshot.node_count * snapshot.snapshot.meta.node_fields.length);
  assert.ok(snapshot.strings.includes('Findable'));
  await HeapProfiler.collectGarbage();
  await client.close();
  debuggee.child.kill();
})();
