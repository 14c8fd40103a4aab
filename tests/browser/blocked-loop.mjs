// While a script spins in while(true), the page goes on: collections, allocation, and how old the figures are.

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
console.log('spins');
let kept = [];
for (;;) { kept.push({ n: kept.length }); if (kept.length > 100000) kept = []; }
`;

test(async (t) => {
  const host = t.script(file('spins.js', SCRIPT));
  await host.prints(/spins/);
  const page = await t.page(await host.url());
  const seen = () => page.evaluate(() => {
    const { run, timeline } = globalThis.isoscope.page;
    return { gc: run.store('gc', 1).end, endUs: timeline.endUs, mode: timeline.mode, samples: run.store('heap', 1).end };
  });
  const first = await seen();
  assert.strictEqual(first.mode, 'live');
  await until('collections come', async () => (await seen()).gc > first.gc + 5);
  await until('the heap is sampled', async () => (await seen()).samples > first.samples);
  assert((await seen()).endUs > first.endUs);
  await until('the lane says so', async () => /collections paused/.test(await page.locator('#heap-1-summary').textContent()));
  await until('the state is live', async () => (await page.locator('.state').textContent()).includes('live'));
});
