// Records on a clock of one's own, put into the page's run as its feed would: for amounts that no host makes in a test's time.

// In the page: `take(seconds, perSecond)` adds that stretch of time, with records of the loop, callbacks, the pool, collections and the heap,
// mixed as a busy server's are.
export async function install(page) {
  await page.evaluate(() => {
    const { run } = globalThis.isoscope.page;
    let clockUs = run.endUs + 1e6, sequence = 1e9, iteration = 1e6, cycle = 1e6, asyncId = 1e6;
    const numbers = (count, value) => ({ form: 'number', values: Float64Array.from({ length: count }, (_, i) => value(i)) });
    const small = (count, value) => ({ form: 'small', values: Uint8Array.from({ length: count }, (_, i) => value(i)) });
    const strings = (count, value) => ({ form: 'string', values: Uint32Array.from({ length: count }, (_, i) => value(i)) });
    const block = (kind, isolate, beginUs, stepUs, count, parts) => ({
      kind, isolate, count,
      parts: { sequence: numbers(count, () => sequence++), timeUs: numbers(count, (i) => beginUs + (i + 1) * stepUs), ...parts },
    });
    const noise = (i) => ((i * 2654435761) >>> 0) / 2 ** 32;
    const texts = [null, 'TIMERWRAP', 'TCPWRAP', 'fs.readFile', 'fs.stat', 'allocation failure'];
    const batch = (beginUs, lengthUs, count) => {
      const loops = Math.round(count * 0.3), callbacks = Math.round(count * 0.45), pool = Math.round(count * 0.2);
      const gcs = Math.max(1, Math.round(count * 0.01));
      const heaps = Math.max(1, count - loops - callbacks - pool - gcs);
      const step = (of) => lengthUs / of;
      const at = (of, i) => beginUs + (i + 1) * step(of);
      const blocks = [
        block('loop', 1, beginUs, step(loops), loops, {
          iteration: numbers(loops, () => iteration++), startUs: numbers(loops, (i) => at(loops, i) - step(loops) * 0.9),
          durationUs: numbers(loops, () => step(loops) * 0.9), pollTimeoutMs: numbers(loops, () => -1), callbacks: numbers(loops, () => 1),
          activeHandles: numbers(loops, () => 3), activeRequests: numbers(loops, () => 1),
          ...Object.fromEntries(['pending', 'idle', 'prepare', 'pollIdle', 'poll', 'check', 'closing', 'timers'].map((phase, p) =>
            [`phasesUs.${phase}`, numbers(loops, (i) => (p === 3 ? step(loops) * 0.5 : noise(i + p) * step(loops) * 0.05))])),
        }),
        block('callback', 1, beginUs, step(callbacks), callbacks, {
          phase: small(callbacks, (i) => (i % 2 === 0 ? 5 : 8)), provider: strings(callbacks, (i) => 1 + i % 2),
          asyncId: numbers(callbacks, () => asyncId++), triggerAsyncId: numbers(callbacks, () => 1),
          startUs: numbers(callbacks, (i) => at(callbacks, i) - step(callbacks) * noise(i) * 0.4),
          durationUs: numbers(callbacks, (i) => step(callbacks) * noise(i) * 0.4), drainUs: numbers(callbacks, () => 0),
          ticks: numbers(callbacks, () => 1), microtasks: numbers(callbacks, () => 2), dueUs: numbers(callbacks, () => NaN),
        }),
        block('pool', 1, beginUs, step(pool), pool, {
          operation: strings(pool, (i) => 3 + i % 2), label: strings(pool, () => 0), workKind: small(pool, () => 1),
          thread: numbers(pool, (i) => i % 4),
          submittedUs: numbers(pool, (i) => at(pool, i) - step(pool) * 3), startedUs: numbers(pool, (i) => at(pool, i) - step(pool) * 2),
          endedUs: numbers(pool, (i) => at(pool, i) - step(pool) * 0.1), calledBackUs: numbers(pool, (i) => at(pool, i)),
          queueDepth: numbers(pool, (i) => i % 5), busyThreads: numbers(pool, () => 4), asyncId: numbers(pool, () => asyncId++),
          status: numbers(pool, () => 0),
        }),
        block('gc', 1, beginUs, step(gcs), gcs, {
          cycle: numbers(gcs, () => cycle++), type: small(gcs, (i) => (i % 20 === 0 ? 2 : 0)), reason: strings(gcs, () => 5),
          startUs: numbers(gcs, (i) => at(gcs, i) - 900), durationUs: numbers(gcs, () => 900), usedBeforeBytes: numbers(gcs, () => 9e6),
          usedAfterBytes: numbers(gcs, () => 4e6), freedBytes: numbers(gcs, () => 5e6), promotedBytes: numbers(gcs, () => 1e5),
        }),
        block('heap', 1, beginUs, step(heaps), heaps, {
          usedBytes: numbers(heaps, (i) => 4e6 + 5e6 * noise(i)), totalBytes: numbers(heaps, () => 1.2e7), physicalBytes: numbers(heaps, () => 1e7),
          limitBytes: numbers(heaps, () => 4e9), externalBytes: numbers(heaps, () => 2e6),
          allocationBytesPerSecond: numbers(heaps, (i) => 1e8 * noise(i)),
          ...Object.fromEntries(['new_space', 'old_space', 'code_space', 'large_object_space'].map((space, s) =>
            [`spaces.${space}.usedBytes`, numbers(heaps, (i) => 1e6 * (s + noise(i + s)))])),
        }),
      ];
      run.take({ blocks, strings: texts, droppedCount: 0, lastSequence: sequence - 1 });
    };
    globalThis.take = (seconds, perSecond) => {
      const parts = Math.max(1, Math.ceil(seconds * perSecond / 20_000));
      for (let part = 0; part < parts; part++) {
        const lengthUs = seconds * 1e6 / parts;
        batch(clockUs, lengthUs, Math.round(seconds * perSecond / parts));
        clockUs += lengthUs;
      }
    };
  });
}

export const take = (page, seconds, perSecond) => page.evaluate(([length, rate]) => globalThis.take(length, rate), [seconds, perSecond]);
