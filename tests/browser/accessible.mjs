// axe-core finds no violation: dark and light, with what opens open.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './lib/files.mjs';
import { file, scratch } from './lib/host.mjs';
import { caughtUp, drawn, fit, table } from './lib/page.mjs';
import { axePath, test } from './lib/test.mjs';

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
setInterval(() => {}, 500);
`;

async function check(page, what) {
  await drawn(page);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, help, nodes }) => ({ what, id, help, nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`) })), []);
}

await test(async (t) => {
  const path = join(scratch, 'a.labrun');
  await t.start([`--record=${path}`, '-e', 'require("isoscope").mark("one")']).ended;
  const host = t.script(file('lab.js', SCRIPT));
  for (const colorScheme of ['light', 'dark']) {
    // The page's own policy is tested elsewhere; here a tool is put into it.
    const page = await t.page(await host.url(), { context: { colorScheme, bypassCSP: true } });
    await host.prints(/done/);
    await caughtUp(page, host);
    await page.addScriptTag({ path: axePath });
    await fit(page);
    await check(page, `${colorScheme}: as it opens`);

    for (const lane of await page.locator('[data-lane]').evaluateAll((lanes) => lanes.map((element) => element.dataset.lane))) await table(page, lane);
    await page.locator('summary', { hasText: 'show' }).click();
    await check(page, `${colorScheme}: tables and menu`);
    await page.locator('summary', { hasText: 'show' }).click();

    for (const kind of ['deopt', 'pool']) {
      await page.evaluate((wanted) => {
        const { page: model } = globalThis.isoscope;
        model.pick({ kind: wanted, isolate: 1, row: model.run.store(wanted, 1).end - 1 });
      }, kind);
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await check(page, `${colorScheme}: ${kind}, ${await tab.textContent()}`);
      }
    }
    await page.keyboard.press('Escape');

    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await check(page, `${colorScheme}: help`);
    await page.keyboard.press('Escape');

    const bytes = readFileSync(path);
    await drop(page, [['a.labrun', bytes], ['b.labrun', bytes]]);
    await page.getByRole('region', { name: 'Comparison of two runs' }).waitFor();
    await check(page, `${colorScheme}: comparison`);
    await drop(page, [['c.labrun', Buffer.from('none')]]);
    await page.getByRole('alert').filter({ hasText: 'c.labrun' }).waitFor();
    await check(page, `${colorScheme}: an error`);
    await page.close();
  }
});
