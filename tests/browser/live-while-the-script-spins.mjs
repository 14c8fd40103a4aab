// While the script is in while (true) the page goes on: figures come, collections are counted, time moves.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { records, summary, timeline } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

await test(async (t) => {
  const host = t.script(file('spin.js', 'let kept = []; for (;;) { kept.push(new Array(100).fill(kept.length)); if (kept.length === 20000) kept = []; }'));
  const page = await t.page(await host.url());
  const before = { records: await records(page), ...await timeline(page) };
  const collections = async () => Number(/(\d+) collections?/.exec((await summary(page, 'heap-1')).replaceAll('\u202f', ''))?.[1] ?? 0);
  const seen = await collections();
  await until('20 more collections are in sight', async () => await collections() > seen + 20);
  const after = { records: await records(page), ...await timeline(page) };
  assert.ok(after.records > before.records && after.endUs > before.endUs && after.mode === 'live');
  assert.equal(await page.locator('.state').getAttribute('data-state'), 'live');
  const { isolates: [{ state }] } = await host.get('/metrics/snapshot');
  assert.equal(state, 'running');
});
