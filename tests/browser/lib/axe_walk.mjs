// Opens whatever opens and lets axe-core look at it. Of what lies in a part of the page only that part is looked at: each look takes a second.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './files.mjs';
import { file, scratch } from './host.mjs';
import { caughtUp, drawn, fit, table } from './page.mjs';
import { axePath, test } from './test.mjs';

const SCRIPT = `
const scope = require('isoscope');
scope.enable('tier,deopt,ic');
function hot(point) { let sum = 0; for (let i = 0; i < 3000; i++) sum += point.x; return sum; }
for (let i = 0; i < 300; i++) hot({ x: i });
hot({ y: 1, x: 2 });
scope.gc('major');
scope.mark('one');
scope.expect('it holds', true);
scope.expect('it does not', false, { seen: 1 });
require('fs').readFile(__filename, () => setTimeout(() => console.log('done'), 50));
new (require('worker_threads').Worker)('setInterval(() => {}, 500)', { eval: true });
`;

async function check(page, part, what) {
  await drawn(page);
  const { violations, passes } = await page.evaluate((selector) => globalThis.axe.run(selector, { resultTypes: ['violations'] }), part);
  assert.ok(passes.length > 0, `${what}: ${part} was looked at`);
  assert.deepEqual(violations.map(({ id, help, nodes }) => ({
    what, id, help, nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  })), []);
}

export const walk = (colorScheme) => test(async (t) => {
  const path = join(scratch, 'a.labrun');
  await t.start([`--record=${path}`, '-e', 'require("isoscope").mark("one")']).ended;
  const host = t.script(file('lab.js', SCRIPT));
  // The page's own policy is tested elsewhere; here a tool is put into it.
  const page = await t.page(await host.url(), { context: { colorScheme, bypassCSP: true } });
  await host.prints(/done/);
  await caughtUp(page, host);
  await page.addScriptTag({ path: axePath });
  await fit(page);
  for (const lane of ['workers', 'heap-1', 'heap-2']) await table(page, lane);
  await page.locator('summary', { hasText: 'show' }).click();
  await check(page, 'html', 'tables and menu');
  await page.locator('summary', { hasText: 'show' }).click();

  for (const kind of ['deopt', 'pool']) {
    await page.evaluate((wanted) => {
      const { page: model } = globalThis.isoscope;
      model.pick({ kind: wanted, isolate: 1, row: model.run.store(wanted, 1).end - 1 });
    }, kind);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await check(page, '.drawer', `${kind}, ${await tab.textContent()}`);
    }
  }
  await page.keyboard.press('Escape');

  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await check(page, 'dialog', 'help');
  await page.keyboard.press('Escape');

  const bytes = readFileSync(path);
  await drop(page, [['a.labrun', bytes], ['b.labrun', bytes]]);
  await page.getByRole('region', { name: 'Comparison of two runs' }).waitFor();
  await drop(page, [['c.labrun', Buffer.from('none')]]);
  await page.getByRole('alert').filter({ hasText: 'c.labrun' }).waitFor();
  await check(page, 'html', 'a comparison and an error');
});
