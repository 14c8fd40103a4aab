// A million records of all kinds that lanes draw: the page's own script takes no more than 8 ms a frame, whatever is shown, and looks at a bounded
// number of values. And an hour of records on a clock of its own stays within bounds.
// Timeout: 240
// Alone: it measures what the page's thread uses of a processor

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test } from './lib/test.mjs';

const MEDIAN_MS = 8;
const BATCHES = 15, FRAMES = 8;  // The median of so many batches, each the mean of so many frames.
const TRIES = 3;
// Even a thread's own time grows on a busy machine, whose caches are not its own: what a fixed piece of work takes at the same time tells by how
// much. It took so long on the machine of docs/performance.md with nothing else to do.
const REFERENCE_MS = 4.2;
const STRETCHES = { 'whole run': null, '10 s': 10e6, '1 s': 1e6, '10 ms': 1e4 };

test(async (t) => {
  const host = t.script(file('idle.js', 'process.stdin.resume();'));
  const page = await t.page(await host.url(), { context: { viewport: { width: 1280, height: 2400 } } });
  const { records, kinds } = await page.evaluate(fill);
  assert(records >= 1e6, `${records} records`);
  assert(kinds >= 8, `of ${kinds} kinds`);

  // Script of the page's thread, in time of that thread: what else the machine does is not in it.
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const scriptMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
  };
  await page.evaluate(install);
  await page.evaluate(installWork);
  const half = (times) => times.sort((a, b) => a - b)[times.length >> 1];
  const medianOf = async (spanUs) => {
    const times = [], references = [];
    for (let batch = 0; batch < BATCHES; batch++) {
      const before = await scriptMs();
      await page.evaluate(([span, first, frames]) => globalThis.showFrames(span, first, frames), [spanUs, batch * FRAMES, FRAMES]);
      const between = await scriptMs();
      await page.evaluate((times) => globalThis.work(times), FRAMES);
      times.push((between - before) / FRAMES);
      references.push((await scriptMs() - between) / FRAMES);
    }
    return { ms: half(times), slowdown: Math.max(1, half(references) / REFERENCE_MS) };
  };
  const measured = [];
  for (const [name, spanUs] of Object.entries(STRETCHES)) {
    let median = Infinity;
    for (let i = 0; i < TRIES && median > MEDIAN_MS; i++) {
      const { ms, slowdown } = await medianOf(spanUs);
      console.log(`measured: ${name} ${ms.toFixed(1)} ms, on a machine slower by ${slowdown.toFixed(2)}`);
      median = Math.min(median, ms <= MEDIAN_MS ? ms : ms / slowdown);
    }
    const work = await page.evaluate(countWork, spanUs);
    measured.push({ name, median, ...work });
  }
  console.log(`measured: ${measured.map(({ name, median, marks }) => `${name} ${median.toFixed(1)} ms, ${marks} drawn`).join('; ')}`);
  for (const { name, median, marks, values, lanes } of measured) {
    assert(lanes >= 12, `${name}: ${lanes} lanes were drawn`);
    assert(median <= MEDIAN_MS, `${name}: ${median} ms of script in the median frame`);
    assert(marks < 12_000, `${name}: ${marks} rectangles, lines and texts in a frame`);
    assert(values < 150_000, `${name}: ${values} values were looked at for a frame`);
  }

  const hour = await page.evaluate(feedAnHour);
  assert.strictEqual(hour.seconds, 3600);
  assert(hour.most <= hour.bound + hour.slack, `${hour.most} bytes were held, the bound is ${hour.bound}`);
  assert(hour.evicted > 0 && hour.kept + hour.evicted === hour.came, JSON.stringify(hour));
  assert.strictEqual(hour.lastShown, hour.lastCame);
});

// In the page: a million records of a busy process with a worker.
function fill() {
  const { page } = globalThis.isoscope;
  const { run, timeline } = page;
  const numbers = (count, of) => ({ form: 'number', values: Float64Array.from({ length: count }, (_, i) => of(i)) });
  const small = (count, of) => ({ form: 'small', values: Uint8Array.from({ length: count }, (_, i) => of(i)) });
  const texts = (count, of) => ({ form: 'string', values: Uint32Array.from({ length: count }, (_, i) => of(i)) });
  const nothing = (count) => ({ form: 'text', values: new Array(count).fill(null) });
  const MANY = 4096, STEP_US = 100, BLOCK_US = MANY * STEP_US;
  const strings = [null, 'FSREQCALLBACK', 'fs.stat', 'hot', 'file:///a.js', 'wrong map', 'testing'];
  let sequence = run.lastSequence + 1, us = timeline.endUs;
  const kinds = new Set();
  // `count` records of a kind, evenly over a block; `end`: after which part of its step each of them ended.
  const block = (kind, isolate, count, end, parts) => {
    const base = us, step = BLOCK_US / count, first = sequence;
    sequence += count;
    kinds.add(kind);
    const n = (of) => numbers(count, of), at = (part) => n((i) => base + (i + part) * step);
    return { kind, isolate, count, parts: { sequence: n((i) => first + i), timeUs: at(end), ...parts({ count, n, at, step }) } };
  };
  const spaces = ['new_space', 'old_space', 'code_space', 'large_object_space', 'trusted_space'];
  while (run.records < 1e6) {
    run.take({ droppedCount: 0, lastSequence: sequence, strings, blocks: [
      block('loop', 1, MANY, 0.9, ({ n, at }) => ({
        'startUs': at(0), 'durationUs': n(() => 90), 'iteration': n((i) => i), 'callbacks': n(() => 1), 'count': n(() => 1),
        'pollTimeoutMs': n(() => 0), 'activeHandles': n(() => 1), 'activeRequests': n(() => 0),
        'phasesUs.pollIdle': n((i) => 10 + (i * 7) % 30), 'phasesUs.poll': n((i) => (i * 13) % 40), 'phasesUs.timers': n((i) => i % 20),
        'phasesUs.check': n((i) => i % 5), 'phasesUs.pending': n(() => 1), 'phasesUs.closing': n((i) => i % 3),
      })),
      block('callback', 1, MANY, 0.7, ({ count, n, at }) => ({
        startUs: at(0.3), durationUs: n(() => 40), longestUs: n(() => 40), count: n(() => 1), drainUs: n((i) => i % 9), ticks: n(() => 1),
        microtasks: n(() => 2), asyncId: n((i) => i), triggerAsyncId: n(() => 0), dueUs: n(() => NaN), phase: small(count, () => 4),
        provider: texts(count, () => 1),
      })),
      block('pool', 1, MANY, 0.8, ({ count, n, at }) => ({
        submittedUs: at(0), startedUs: at(0.2), endedUs: at(0.5), calledBackUs: at(0.8), thread: n((i) => i % 4), queueDepth: n((i) => (i * 5) % 7),
        busyThreads: n(() => 1), asyncId: n((i) => i), status: n(() => 0), operation: texts(count, () => 2), label: texts(count, () => 0),
        workKind: small(count, (i) => i % 3),
      })),
      block('worker', 1, 256, 0.1, ({ count, n }) => ({
        event: small(count, () => 3), peer: n(() => 2), message: n((i) => sequence + i), sizeBytes: n(() => 100), durationUs: n(() => NaN),
        exitCode: n(() => NaN),
      })),
      block('worker', 2, 256, 0.4, ({ count, n }) => ({
        event: small(count, () => 2), peer: n(() => 1), message: n((i) => sequence - count + i), sizeBytes: n(() => 100), durationUs: n(() => NaN),
        exitCode: n(() => NaN),
      })),
      block('gc', 1, 128, 0.5, ({ count, n, at }) => ({
        cycle: n((i) => i), type: small(count, (i) => (i % 16 === 0 ? 2 : 0)), reason: texts(count, () => 6), startUs: at(0.2),
        durationUs: n(() => 900),
        usedBeforeBytes: n(() => 9e6), usedAfterBytes: n(() => 5e6), totalBeforeBytes: n(() => 1e7), totalAfterBytes: n(() => 1e7),
        freedBytes: n(() => 4e6), promotedBytes: n(() => 1e5),
      })),
      block('heap', 1, 64, 0.5, ({ n }) => ({
        usedBytes: n((i) => 5e6 + i), totalBytes: n(() => 1e7), externalBytes: n(() => 1e5), allocationBytesPerSecond: n((i) => 1e6 * i),
        ...Object.fromEntries(spaces.map((space, at) => [`spaces.${space}.usedBytes`, n((i) => 1e6 * (at + 1) + i * 1e4)])),
      })),
      block('delay', 1, 4, 0.5, ({ n }) => ({
        'delayUs.p50': n((i) => 100 + i), 'delayUs.p99': n((i) => 2000 + i), 'utilization': n((i) => 0.2 * i),
      })),
      block('tier', 1, 4, 0.5, ({ count, n }) => ({
        function: texts(count, () => 3), scriptUrl: texts(count, () => 4), line: n((i) => i + 1), column: n(() => 1),
        tier: small(count, (i) => i % 4),
        osr: small(count, () => 0), compileUs: n(() => 10),
      })),
      block('deopt', 1, 2, 0.9, ({ count, n }) => ({
        function: texts(count, () => 3), scriptUrl: texts(count, () => 4), line: n((i) => i + 1), column: n(() => 1), reason: texts(count, () => 5),
        tierLost: small(count, () => 3), osr: small(count, () => 0), inlinedAt: nothing(count),
      })),
    ] });
    us += BLOCK_US;
  }
  return { records: run.records, kinds: kinds.size };
}

// In the page: frames of stretches in the middle of the run (null: of the whole), another one at each step.
function install() {
  const { page: { timeline, run } } = globalThis.isoscope;
  const begin = run.beginUs, end = run.endUs;
  globalThis.showFrames = async (spanUs, first, frames) => {
    for (let step = first; step < first + frames; step++) {
      const from = spanUs === null ? begin - 100 * step : (begin + end) / 2 + step * spanUs / 500;
      timeline.show(from, spanUs === null ? end : from + spanUs);
      await new Promise(requestAnimationFrame);  // Asked for after the page's own: the frame is drawn.
    }
  };
}

// In the page: work of a frame's kind, which never changes.
function installWork() {
  const values = Float64Array.from({ length: 1 << 16 }, (_, i) => (i * 7919) % 1000);
  const canvas = document.createElement('canvas');
  canvas.width = 1000;
  canvas.height = 100;
  const context = canvas.getContext('2d');
  globalThis.work = async (times) => {
    for (let i = 0; i < times; i++) {
      const path = new Path2D();
      let sum = 0;
      for (let at = 0; at < values.length; at++) sum += values[at] > 500 ? values[at] : 1;
      for (let x = 0; x < 2000; x++) path.lineTo(x / 2, values[x] / 10);
      context.stroke(path);
      for (let x = 0; x < 300; x++) context.fillRect(x * 3, sum % 50, 2, values[x] / 10);
      for (let x = 0; x < 20; x++) context.fillText(`reference ${x}`, x * 40, 50);
      await new Promise(requestAnimationFrame);
    }
  };
}

// In the page: what a frame of such a stretch does.
async function countWork(spanUs) {
  const { page: { run } } = globalThis.isoscope;
  let marks = 0, values = 0;
  const canvases = new Set(), undo = [];
  const count = (object, name, seen) => {
    const was = object[name];
    object[name] = function(...args) {
      seen(this);
      return was.apply(this, args);
    };
    undo.push(() => { object[name] = was; });
  };
  for (const name of ['fillRect', 'fill', 'stroke', 'fillText']) {
    count(CanvasRenderingContext2D.prototype, name, ({ canvas }) => {
      marks++;
      if (canvas.closest('[data-lane]') !== null) canvases.add(canvas.closest('[data-lane]'));
    });
  }
  for (const name of ['arc', 'rect', 'lineTo']) {
    for (const path of [CanvasRenderingContext2D, Path2D]) count(path.prototype, name, () => { marks++; });
  }
  for (const name of ['durationUs', 'phase', 'event']) {
    const store = run.store(name === 'event' ? 'worker' : 'callback', 1);
    count(Object.getPrototypeOf(store.numbers(name)), 'get', () => { values++; });
  }
  await globalThis.showFrames(spanUs, 200, 1);
  for (const each of undo) each();
  return { marks, values, lanes: canvases.size };
}

// In the page: an hour of callbacks, 1000 a second.
async function feedAnHour() {
  const { page } = globalThis.isoscope;
  const { run, timeline } = page;
  const strings = [null, 'Timeout'];
  const before = { records: run.records };
  const begin = timeline.endUs;
  let most = 0, us = begin, sequence = run.lastSequence + 1;
  for (let second = 0; second < 3600; second++) {
    const count = 1000, first = sequence, at = us;
    const numbers = (of) => ({ form: 'number', values: Float64Array.from({ length: count }, (_, i) => of(i)) });
    run.take({
      droppedCount: 0, lastSequence: first + count - 1, strings,
      blocks: [{ kind: 'callback', isolate: 1, count, parts: {
        sequence: numbers((i) => first + i), timeUs: numbers((i) => at + i * 1000 + 50), startUs: numbers((i) => at + i * 1000),
        durationUs: numbers(() => 50),
        drainUs: numbers(() => 0), ticks: numbers(() => 0), microtasks: numbers(() => 0), asyncId: numbers(() => 1), triggerAsyncId: numbers(() => 0),
        dueUs: numbers(() => NaN), phase: { form: 'small', values: new Uint8Array(count) }, provider: { form: 'string',
        values: new Uint32Array(count).fill(1) },
      } }],
    });
    most = Math.max(most, run.bytes);
    us += 1e6;
    sequence += count;
    if (second % 60 === 0) await new Promise((resolve) => { setTimeout(resolve); });
  }
  const store = run.store('callback', 1);
  let kept = 0;
  for (const each of run.stores) kept += each.count;
  return {
    seconds: Math.round((us - begin) / 1e6), most, bound: run.maxBytes, slack: 1 << 20, evicted: run.evicted, came: run.records, kept, before,
    lastShown: store.number('sequence', store.end - 1), lastCame: sequence - 1,
  };
}
