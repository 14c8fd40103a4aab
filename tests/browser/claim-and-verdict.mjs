// A lab's page: its claim, what its expectations say as they come, its text beside.

import assert from 'node:assert';

import { root } from './lib/host.mjs';
import { shownRecord } from './lib/lanes.mjs';
import { test, until } from './lib/test.mjs';

test(async (t) => {
  // --open holds the script until the page is there; the browser that it starts is this test's.
  const host = t.script(root('labs/01-gc-sawtooth/lab.js'), { flags: ['--open'], env: { BROWSER: '/bin/true' } });
  const page = await t.page(await host.url());
  await host.prints(/verdict: ok/);
  assert.strictEqual(await page.locator('h1').textContent(), '01-gc-sawtooth');
  await page.getByText('The used heap of a program that only makes short-lived objects is a saw').first().waitFor();
  await until('the verdict', async () => /5 of 5 hold/.test(await page.locator('.verdict').textContent()));
  const claims = await page.locator('.verdicts li').allTextContents();
  assert.strictEqual(claims.length, 5);
  assert.match(claims[0], /^\u2713 there are enough teeth to judge$/);
  await page.locator('.lesson').getByRole('heading', { name: 'What would refute it' }).waitFor();
  await page.locator('.verdicts button').first().click();
  const record = await shownRecord(page);
  assert.strictEqual(record.outcome, 'ok');
  assert(record.detail.scavenges >= 10);

  const refuted = t.script(root('labs/01-gc-sawtooth/lab.js'), { flags: ['--open'], args: ['--refute'], env: { BROWSER: '/bin/true' } });
  const other = await t.page(await refuted.url());
  await refuted.prints(/verdict: FAILED/);
  await until('the verdict', async () => /do not hold/.test(await other.locator('.verdict').textContent()));
  assert((await other.locator('.verdicts li[data-ok=false]').count()) >= 1);
});
