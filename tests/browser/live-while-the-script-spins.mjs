// While the script is in while (true) the page goes on: figures come, collections are counted, time moves.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { records, table, timeline } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

await test(async (t) => {
  const spin = 'let kept = []; for (;;) { kept.push(new Array(100).fill(kept.length)); if (kept.length === 20000) kept = []; }';
  const host = t.script(file('spin.js', spin));
  const page = await t.page(await host.url());
  const before = { records: await records(page), ...await timeline(page) };
  const newest = async () => Number((await table(page, 'heap-1'))[0]?.sequence ?? 0);
  for (let seen = await newest(), round = 0; round < 3; round++) {
    seen = await until('the heap lane tells of a newer collection', async () => {
      const now = await newest();
      return now > seen && now;
    });
  }
  const after = { records: await records(page), ...await timeline(page) };
  assert.ok(after.records > before.records && after.endUs > before.endUs && after.mode === 'live');
  assert.equal(await page.locator('.state').getAttribute('data-state'), 'live');
  const { isolates: [{ state }] } = await host.get('/metrics/snapshot');
  assert.equal(state, 'running');
});
