// Names come from scripts: functions, files, marks, workers, properties that call themselves <img onerror> stay text everywhere, and the
// Content-Security-Policy would stop them otherwise.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from './lib/host.mjs';
import { caughtUp, drawn, fit, table } from './lib/page.mjs';
import { test } from './lib/test.mjs';

const EVIL = '<img src=x onerror="globalThis.injected=1">';
const SCRIPT = `
const scope = require('isoscope');
const { Worker } = require('worker_threads');
const EVIL = ${JSON.stringify(EVIL)};
scope.enable('tier,deopt,ic,map,compile');
const { [EVIL]: evil } = { [EVIL](point) { let sum = 0; for (let i = 0; i < 3000; i++) sum += point.x; return sum; } };
for (let i = 0; i < 500; i++) evil({ x: i });
evil({ y: 1, x: 2 });
evil({ [EVIL]: 1, x: 2 });
for (const object of [{ [EVIL]: 1 }, { a: 1, [EVIL]: 2 }]) for (let i = 0; i < 10; i++) object[EVIL];
scope.mark(EVIL, { [EVIL]: EVIL });
scope.expect(EVIL, true, { [EVIL]: EVIL });
scope.expect('</script><script>globalThis.injected=1</script>', false, EVIL);
new Worker('setInterval(() => {}, 1000)', { eval: true, name: EVIL });
require('fs').stat(EVIL, () => {});
setTimeout(() => console.log('done'), 300);
setInterval(() => {}, 1000);
`;

await test(async (t) => {
  const folder = join(scratch, EVIL.replaceAll('/', ''));
  mkdirSync(folder);
  writeFileSync(join(folder, '<svg onload=1>.js'), SCRIPT);
  const links = '[click](javascript:globalThis.injected=1) ![x](x" onerror="globalThis.injected=1)';
  writeFileSync(join(folder, 'README.md'), `# ${EVIL}\n\n**Claim.** ${EVIL} ${links}\n`);
  const host = t.script(join(folder, '<svg onload=1>.js'));
  const response = await fetch(await host.url());
  const policy = response.headers.get('content-security-policy');
  assert.match(policy, /default-src '(self|none)'/);
  assert.doesNotMatch(policy, /script-src[^;]*unsafe|default-src[^;]*unsafe/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /base-uri 'none'|base-uri 'self'/);
  assert.match(policy, /object-src 'none'|default-src 'none'|default-src 'self'/);
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');

  const page = await t.page(await host.url());
  await host.prints(/done/);
  await caughtUp(page, host);
  await fit(page);
  for (const lane of await page.locator('[data-lane]').evaluateAll((lanes) => lanes.map((element) => element.dataset.lane))) await table(page, lane);
  await page.locator('summary', { hasText: 'show' }).click();

  // The drawer with everything that was evil, and the tooltip of the function's row.
  for (const kind of ['mark', 'tier', 'deopt', 'ic', 'map', 'callback', 'pool']) {
    await page.evaluate(([wanted, evil]) => {
      const { page: { run }, page: model } = globalThis.isoscope;
      const store = run.store(wanted, 1);
      for (let row = store.end - 1; row >= store.first; row--) {
        if (JSON.stringify(store.record(row)).includes(evil)) return model.pick({ kind: wanted, isolate: 1, row });
      }
      if (store.count > 0) model.pick({ kind: wanted, isolate: 1, row: store.first });
    }, [kind, 'onerror']);
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await drawn(page);
    }
  }
  const lane = page.locator('[data-lane="tiers-1"] .lane-body');
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  for (let y = 8; y < Math.min(box.height, 120); y += 6) await page.mouse.move(box.x + box.width * 0.9, box.y + y);
  await drawn(page);

  const shown = await page.evaluate((evil) => document.body.textContent.split(evil).length - 1, EVIL);
  assert.ok(shown >= 5, `the names are shown as they are (${shown} times)`);
  const made = await page.evaluate(() => [...document.querySelectorAll('img, iframe, object, embed, [onerror], [onload], script:not([src])')]
    .map(({ outerHTML }) => outerHTML));
  assert.deepEqual(made, [], 'nothing was made of them');
  assert.deepEqual(await page.locator('a').evaluateAll((links) => links.filter((a) => /^javascript:/i.test(a.getAttribute('href') ?? '')).length), 0);
  assert.equal(await page.evaluate(() => globalThis.injected), undefined);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');

  // What a script cannot do in here in any case.
  t.expected.push(/Content Security Policy|Refused to/);
  await page.evaluate(() => {
    const image = document.createElement('div');
    image.innerHTML = '<img src=x onerror="globalThis.injected=1">';
    document.body.append(image);
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected=1';
    document.body.append(script);
  });
  t.expected.push(/404|net::/);
  await drawn(page);
  assert.equal(await page.evaluate(() => globalThis.injected), undefined, 'the policy forbids inline handlers and scripts');
});
