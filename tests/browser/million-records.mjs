// A million records: each frame draws a bounded number of things, whatever is shown. And an hour of them on a clock of its own stays within bounds.
// Timeout: 240

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test } from './lib/test.mjs';

const MEDIAN_MS = 8;

test(async (t) => {
  const host = t.script(file('idle.js', 'process.stdin.resume();'));
  const page = await t.page(await host.url(), { context: { viewport: { width: 1280, height: 1600 } } });
  const results = await page.evaluate(drive);
  console.log(`measured: ${results.map(({ name, median, marks }) => `${name} ${median.toFixed(1)} ms, ${marks} rectangles`).join('; ')}`);
  for (const { name, records, rows, marks } of results) {
    assert(records >= 1e6, `${records} records`);
    assert(marks < 30_000, `${name}: ${marks} rectangles in a frame`);
    assert(rows < 600_000, `${name}: ${rows} values were looked at for a frame`);
  }
  // A time, and so only said: how busy the machine is decides on it, too. docs/performance.md has what a quiet one needs.
  const worst = Math.max(...results.map(({ median }) => median));
  if (worst > MEDIAN_MS) console.log(`measured: ${worst.toFixed(1)} ms is more than ${MEDIAN_MS} ms on this machine, now`);

  const hour = await page.evaluate(feedAnHour);
  assert.strictEqual(hour.seconds, 3600);
  assert(hour.most <= hour.bound + hour.slack, `${hour.most} bytes were held, the bound is ${hour.bound}`);
  assert(hour.evicted > 0 && hour.kept + hour.evicted === hour.came, JSON.stringify(hour));
  assert.strictEqual(hour.lastShown, hour.lastCame);
});

// In the page: a million records in three kinds, and frames over stretches of very different length.
async function drive() {
  const { page, frames } = globalThis.isoscope;
  const { run, timeline } = page;
  const count = 4096, stepUs = 100;
  const numbers = (of) => ({ form: 'number', values: Float64Array.from({ length: count }, (_, i) => of(i)) });
  const small = (of) => ({ form: 'small', values: Uint8Array.from({ length: count }, (_, i) => of(i)) });
  const texts = (id) => ({ form: 'string', values: new Uint32Array(count).fill(id) });
  let sequence = run.lastSequence + 1, us = timeline.endUs;
  while (run.records < 1e6) {
    const at = us, first = sequence;
    const timed = (offset, begin, end, parts) => ({
      sequence: numbers((i) => first + 3 * i + offset), timeUs: numbers((i) => at + i * stepUs + end), ...parts(at, begin),
    });
    run.take({
      droppedCount: 0, lastSequence: first + 3 * count, strings: [null, 'FSREQCALLBACK', 'fs.stat'],
      blocks: [
        { kind: 'loop', isolate: 1, count, parts: timed(0, 0, 90 + 0, (base) => ({
          'startUs': numbers((i) => base + i * stepUs), 'durationUs': numbers(() => 90), 'iteration': numbers((i) => i),
          'callbacks': numbers(() => 1),
          'pollTimeoutMs': numbers(() => 0), 'activeHandles': numbers(() => 1), 'activeRequests': numbers(() => 0),
          'phasesUs.pollIdle': numbers((i) => 10 + (i * 7) % 30), 'phasesUs.poll': numbers((i) => (i * 13) % 40),
          'phasesUs.timers': numbers((i) => i % 20),
        })) },
        { kind: 'callback', isolate: 1, count, parts: timed(1, 30, 70, (base, begin) => ({
          startUs: numbers((i) => base + i * stepUs + begin), durationUs: numbers(() => 40), drainUs: numbers((i) => i % 9), ticks: numbers(() => 1),
          microtasks: numbers(() => 2), asyncId: numbers((i) => i), triggerAsyncId: numbers(() => 0), dueUs: numbers(() => NaN),
          phase: small(() => 4),
          provider: texts(1),
        })) },
        { kind: 'pool', isolate: 1, count, parts: timed(2, 0, 80, (base) => ({
          submittedUs: numbers((i) => base + i * stepUs), startedUs: numbers((i) => base + i * stepUs + (i * 3) % 40),
          endedUs: numbers((i) => base + i * stepUs + 50), calledBackUs: numbers((i) => base + i * stepUs + 80), thread: numbers((i) => i % 4),
          queueDepth: numbers((i) => (i * 5) % 7), busyThreads: numbers(() => 1), asyncId: numbers((i) => i), status: numbers(() => 0),
          operation: texts(2), label: texts(0), workKind: small((i) => i % 3),
        })) },
      ],
    });
    us += count * stepUs;
    sequence += 3 * count;
  }

  // What a frame does, beside how long it takes.
  let marks = 0, rows = 0;
  for (const name of ['fillRect', 'fill', 'stroke', 'fillText']) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function(...args) {
      marks++;
      return draw.apply(this, args);
    };
  }
  const column = Object.getPrototypeOf(run.store('callback', 1).numbers('durationUs'));
  const frame = () => new Promise(requestAnimationFrame);
  const begin = timeline.beginUs, end = timeline.endUs;
  const results = [];
  const measure = async (name, spanUs, whole = false) => {
    const show = (i) => timeline.show(whole ? begin - i : begin + i * 1000, whole ? end : begin + i * 1000 + spanUs);
    show(0);
    await frame();
    await frame();
    frames.times.length = 0;
    let drawn = 0;
    marks = 0;
    for (let i = 1; i <= 20; i++) {
      const before = frames.count;
      show(i);
      await frame();
      await frame();
      drawn += frames.count - before;
    }
    const sorted = [...frames.times].sort((a, b) => a - b);
    const result = { name, records: run.records, median: sorted[sorted.length >> 1], marks: Math.round(marks / drawn) };
    // Once more, counting.
    const get = column.get;
    rows = 0;
    column.get = function(row) {
      rows++;
      return get.call(this, row);
    };
    const before = frames.count;
    show(21);
    await frame();
    await frame();
    column.get = get;
    results.push({ ...result, rows: Math.round(rows / Math.max(1, frames.count - before)) });
  };
  await measure('all', 0, true);
  await measure('10 s', 10e6);
  await measure('1 s', 1e6);
  await measure('10 ms', 1e4);
  return results;
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
