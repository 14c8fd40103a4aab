// A deopt leads to its line: the drawer shows the source with the tier, the caches and the deopt in the gutter, says why, and names its records.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { caughtUp, drawn, fit, table } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `const scope = require('isoscope');
scope.enable('tier,deopt,ic');

function lengthOf(list) {
  return list.size + 1;
}

const patience = performance.now() + 30_000;
while (!['maglev', 'turbofan'].includes(scope.tierOf(lengthOf)) && performance.now() < patience) {
  for (let i = 0; i < 500; i++) lengthOf({ size: i });
}
lengthOf({ other: 1, size: 2 });
console.log('done');
process.stdin.on('data', () => {});
`;

await test(async (t) => {
  const path = file('shapes.js', SCRIPT);
  const host = t.script(path);
  const page = await t.page(await host.url());
  await host.prints(/done/);
  await caughtUp(page, host);
  await fit(page);
  const { items } = await host.get('/metrics/history?kinds=deopt&limit=100000');
  const deopt = items.findLast(({ line, scriptUrl }) => scriptUrl === path && line === 5);
  assert.match(deopt.reason, /wrong map/);

  // The filter leaves what it names.
  await page.getByRole('searchbox', { name: /^Tiers: only functions/ }).fill('lengthof');
  const rows = await until('one row is left', async () => {
    const found = await table(page, 'tiers-1');
    return found.length === 1 && found;
  });
  assert.equal(rows[0].function, 'lengthOf');
  assert.equal(rows[0]['last deopt'], `${deopt.reason} at ${deopt.line}:${deopt.column}`);

  // A click on its cross.
  const lane = page.locator('[data-lane="tiers-1"] .lane-body');
  await lane.scrollIntoViewIfNeeded();
  const x = await page.evaluate((us) => {
    const { timeline } = globalThis.isoscope.page;
    timeline.setMode('paused');  // The whole run grows, and the place would move.
    const body = document.querySelector('[data-lane="tiers-1"] .lane-body');
    const left = body.clientWidth < 600 ? 56 : 92;
    return left + (us - timeline.fromUs) / timeline.spanUs * (body.clientWidth - left);
  }, deopt.timeUs);
  await drawn(page);
  await lane.hover({ position: { x, y: 9 } });
  const tooltip = page.locator('.tooltip');
  await tooltip.waitFor();
  assert.match(await tooltip.textContent(), new RegExp(`wrong map.*deopt record, sequence ${deopt.sequence}`));
  await lane.click({ position: { x, y: 9 } });
  assert.match(await page.getByRole('tabpanel').textContent(), new RegExp(`"sequence": ${deopt.sequence},`));
  await page.getByRole('tab', { name: 'source' }).click();

  const marked = page.locator('.source-line.marked');
  await marked.waitFor();
  assert.equal(await marked.locator('code').textContent(), '  return list.size + 1;');
  assert.equal(await marked.locator('mark').textContent(), SCRIPT.split('\n')[4].slice(deopt.column - 1).match(/^[\w$]+/)[0]);
  const badge = (line, what) => page.locator(`.source-line[data-line="${line}"] .badge-${what}`).textContent();
  assert.equal(await badge(5, 'deopt'), '\u2717');
  assert.match(await badge(5, 'ic'), /^[1PND]$/);
  assert.match(await badge(4, 'tier'), /^[~^+*]$/);
  const notes = page.getByRole('list', { name: 'What is known of this line' });
  const said = `deopt of lengthOf at 5:${deopt.column}: wrong map, .* \\(deopt record, sequence ${deopt.sequence}\\)`;
  assert.match(await notes.textContent(), new RegExp(said));
  assert.match(await notes.textContent(), /LoadIC of size at 5:\d+ is (mono|poly|mega)morphic/);
});
