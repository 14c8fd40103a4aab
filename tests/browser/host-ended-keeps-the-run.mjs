// The script ends: the page says so, has its last records, and everything can still be looked at, sources too.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { fit, records, table, whenState } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope');
scope.enable('tier,deopt');
function hot(value) { return value + 1; }
for (let i = 0; i < 20000; i++) hot(i);
process.stdin.once('data', () => {
  for (let i = 0; i < 3000; i++) scope.mark('late ' + i);
  for (let i = 0; i < 5; i++) scope.gc('minor');
  scope.mark('the last');
  process.exit(3);
});
`;

await test(async (t) => {
  const host = t.script(file('short.js', SCRIPT));
  const page = await t.page(await host.url());
  await until('its functions are known', async () => (await table(page, 'tiers-1')).some((row) => row.function === 'hot'));
  host.say('go');
  assert.equal((await host.ended).code, 3);
  await whenState(page, 'ended');
  await until('the last mark is here', () => page.evaluate(() => {
    const { run } = globalThis.isoscope.page;
    const marks = run.store('mark', 1);
    return marks.count === 3001 && marks.text('name', marks.end - 1) === 'the last';
  }));
  await fit(page);
  await until('five collections', async () => (await table(page, 'heap-1')).filter(({ type }) => type === 'scavenge').length >= 5);

  // Nothing of it needs the host.
  t.expected.push(/ERR_CONNECTION_REFUSED/);
  const count = await records(page);
  await page.evaluate(() => {
    const { page: model } = globalThis.isoscope;
    model.pick({ kind: 'tier', isolate: 1, row: [...Array(model.run.store('tier', 1).end).keys()].findLast((row) =>
      model.run.store('tier', 1).text('function', row) === 'hot') });
  });
  await page.getByRole('tab', { name: 'source' }).click();
  await page.locator('.source-line.marked code', { hasText: 'function hot(value)' }).waitFor();
  assert.equal(await records(page), count);
  assert.equal(await page.getByText('trace', { exact: true }).getAttribute('href'), null, 'nobody makes a trace of it now');
  assert.match(await page.getByText('trace', { exact: true }).getAttribute('title'), /isoscope export --trace/);
});
