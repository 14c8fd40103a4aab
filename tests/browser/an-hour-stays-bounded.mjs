// An hour of a busy server, on a clock of the test's own: the page lets the oldest go, says how many, and its memory stays where it is.
// Timeout: 300

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { file } from './lib/host.mjs';
import { drawn, fit, summary, timeline } from './lib/page.mjs';
import { install, take } from './lib/synthetic.mjs';
import { test, until } from './lib/test.mjs';

const PER_SECOND = 1500;
const STRETCH_S = 300;

// Resident memory of the renderers below this process, in bytes: columns lie outside of JavaScript's heap.
function renderersBytes() {
  const parents = new Map(), rss = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      parents.set(pid, /^PPid:\s+(\d+)/m.exec(status)[1]);
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
      rss.set(pid, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It has just ended.
    }
  }
  const isOurs = (pid) => pid !== undefined && (pid === String(process.pid) || isOurs(parents.get(pid)));
  return [...rss].filter(([pid]) => isOurs(pid)).reduce((sum, [, bytes]) => sum + bytes, 0);
}

await test(async (t) => {
  const host = t.script(file('lab.js', 'setInterval(() => {}, 1000)'));
  const page = await t.page(await host.url());
  await install(page);
  const run = () => page.evaluate(() => {
    const { records, evicted, bytes, maxBytes } = globalThis.isoscope.page.run;
    return { records, evicted, bytes, maxBytes };
  });
  const memory = [];
  for (let seconds = 0; seconds < 3600; seconds += STRETCH_S) {
    await take(page, STRETCH_S, PER_SECOND);
    const { bytes, maxBytes } = await run();
    assert.ok(bytes <= maxBytes * 1.01, `${bytes} bytes of columns`);
    await drawn(page);
    memory.push(renderersBytes());
  }
  const { records, evicted, maxBytes } = await run();
  assert.ok(records >= 3600 * PER_SECOND * 0.99, `${records} came`);
  assert.ok(evicted > 0, 'so much cannot all be kept');
  await until('the head says how many went', async () =>
    /has let .* of the oldest go/.test(await page.locator('#figure-records').evaluate((figure) => figure.parentElement.title)));

  // Bounded: not more than the columns, what Chromium has anyway, and what waits for its collector.
  const limit = 2.5 * maxBytes + 400 * 2 ** 20;
  console.log(`measured: ${records} records, ${evicted} let go; renderer at most ${Math.round(Math.max(...memory) / 2 ** 20)} MB`);
  assert.ok(Math.max(...memory) < limit, `the renderer has ${memory.map((bytes) => Math.round(bytes / 2 ** 20)).join(', ')} MB`);

  // What is kept can be looked at: the newest, and as far back as it goes.
  await fit(page);
  await until('the window is what is kept', async () => {
    const { mode, spanUs } = await timeline(page);
    return mode === 'fit' && spanUs > 60e6;
  });
  await until('the lanes say so', async () => /collections/.test(await summary(page, 'heap-1')));
  await page.evaluate(() => {
    const { timeline: time, run: kept } = globalThis.isoscope.page;
    const { oldestUs } = kept.store('loop', 1);  // Kinds are let go of in pieces of their own.
    time.show(oldestUs, oldestUs + 60e6);
  });
  await until('the oldest minute has its figures, and not those of the whole hour', async () => {
    const iterations = /^([\d\u202f]+) iterations/.exec(await summary(page, 'loop-1'));
    return iterations !== null && Number(iterations[1].replaceAll('\u202f', '')) < 2 * 60 * PER_SECOND;
  });
});
