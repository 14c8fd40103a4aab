// What no record tells is an en dash, and never JavaScript's word for it: in no table, tooltip, summary or head of several labs' runs, nor in what
// two of them have different.
// Timeout: 200

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './lib/files.mjs';
import { file, root, scratch } from './lib/host.mjs';
import { drawn, fit } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const LABS = ['05-survivors-are-promoted', '43-heaps-apart', '23-who-uses-the-pool', '50-broken-assumptions'];
// Collections of every kind, an operation that is taken back, a worker that ends, marks without details.
const SCRIPT = `
const scope = require('isoscope');
process.stdin.resume();
scope.gc('minor');
scope.gc('major');
const { Worker } = require('worker_threads');
for (let i = 0; i < 12; i++) scope.poolSleep(5);
scope.mark('here');
new Worker('require("worker_threads").parentPort.postMessage(1)', { eval: true }).on('message', () => {}).on('exit', () => {
  scope.expect('nothing given', true);
  require('fs').readFile(__filename, () => console.log('done'));
});
`;
const WORDS = /\b(NaN|undefined|null|Infinity|\[object)\b/;

// Every text of the page but for the script's own, and what the pointer shows at many places of each lane.
async function look(page, what) {
  await fit(page);
  // All lanes in sight: their tables make the page higher.
  await until('every lane has its table', async () => {
    const [wanted, height] = await page.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
    if (wanted > height) await page.setViewportSize({ width: 1280, height: wanted });
    // Lanes are made anew for another run, at its first frame.
    await page.evaluate(() => {
      for (const button of document.querySelectorAll('[data-lane] button[aria-expanded="false"]')) button.click();
    });
    await drawn(page);
    return page.evaluate(() => [...document.querySelectorAll('[data-lane]')].every((lane) => lane.querySelector('table') !== null));
  });
  await drawn(page);
  const { texts, hits } = await page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('.page-head, .controls, .lane-summary, .lane-table, .axis-box')) {
      found.push(element.textContent, ...[...element.querySelectorAll('[title], [aria-valuetext]')]
        .flatMap((each) => [each.title, each.getAttribute('aria-valuetext')]).filter(Boolean));
    }
    let seen = 0;
    for (const view of globalThis.isoscope.lanes.views) {
      if (view.area === null) continue;
      const { left, width, height } = view.area;
      for (let x = left; x < width; x += 7) {
        for (let y = 2; y < height; y += 9) {
          const hit = view.lane.hit(x, y, view.area);
          if (hit === null) continue;
          seen++;
          found.push(hit.title, ...hit.lines, `sequence ${hit.store.number('sequence', hit.row)}`);
        }
        found.push(view.lane.describe?.(view.area.us(x), view.area.run) ?? '');
      }
    }
    return { texts: [...new Set(found)], hits: seen };
  });
  assert.ok(hits > 100, `${what}: ${hits} places show something`);
  assert.ok(texts.length > 50);
  assert.deepEqual(texts.filter((text) => WORDS.test(text)), [], what);
}

test(async (t) => {
  const recordings = [];
  for (const lab of LABS) {
    const path = join(scratch, `${lab}.labrun`);
    await t.start([`--record=${path}`, '--observe=default,tier,deopt,ic', root(`labs/${lab}/lab.js`)]).ended;
    recordings.push([`${lab}.labrun`, readFileSync(path)]);
  }
  const host = t.script(file('lab.js', SCRIPT), { flags: ['--observe=default,tier,deopt'] });
  const page = await t.page(await host.url());
  await host.prints(/done/);
  await look(page, 'live');
  for (const recording of recordings) {
    await drop(page, [recording]);
    await until('it is shown', () => page.evaluate((name) => globalThis.isoscope.page.run.fileName === name, recording[0]));
    await look(page, recording[0]);
  }
  await drop(page, recordings.slice(0, 2));
  const compared = page.getByRole('region', { name: 'Comparison of two runs' });
  await compared.waitFor();
  assert.doesNotMatch(await compared.textContent(), WORDS);
});
