// Pictures of the page for documents: screenshots.mjs FOLDER REGEX. tools/screenshots runs it.
//
// A picture shows a lab's recording, whole, without the lanes that have nothing to show and the text that its README has.

import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, scratch } from './host.mjs';
import { drawn, fit } from './page.mjs';
import { test, until } from './test.mjs';

const WIDTH = 1000;
const MIN_HEIGHT = 500;
const MAX_HEIGHT = 1100;
const MAX_BYTES = 45_000;
const EMPTY = /^(no |nothing|the loop has not|0 )/;

const [folder, pattern] = process.argv.slice(2);

async function record(t, script) {
  const path = join(scratch, 'run.labrun');
  await t.start([`--record=${path}`, '--observe=default,tier,deopt', script]).ended;
  return path;
}

// Hides what is empty, and makes the window as high as the rest.
async function arrange(page) {
  await fit(page);
  await drawn(page);
  await page.setViewportSize({ width: WIDTH, height: 100 + await page.evaluate(() => document.documentElement.scrollHeight) });  // All are drawn.
  await drawn(page);
  await until('every lane has its summary', () => page.evaluate(() =>
    [...document.querySelectorAll('.lane-summary')].every((summary) => summary.textContent !== '')));
  await page.evaluate((source) => {
    const empty = new RegExp(source);
    for (const text of document.querySelectorAll('.beside details')) text.open = false;
    const lanes = [...document.querySelectorAll('[data-lane]')];
    for (const kind of new Set(lanes.map(({ dataset }) => dataset.lane.replace(/-\d+$/, '')))) {
      const all = lanes.filter(({ dataset }) => dataset.lane.replace(/-\d+$/, '') === kind);
      const isEmpty = ({ textContent: text }) => empty.test(text) || /\u2013 to \u2013/.test(text) || text === '1 isolate, no message';
      if (all.every((lane) => isEmpty(lane.querySelector('.lane-summary')))) globalThis.isoscope.page.toggleLane(kind);
    }
  }, EMPTY.source);
  await drawn(page);
  const height = await page.evaluate(() => Math.ceil(document.querySelector('main').getBoundingClientRect().bottom));
  await page.setViewportSize({ width: WIDTH, height: Math.min(Math.max(height + 8, MIN_HEIGHT), MAX_HEIGHT) });
  await drawn(page);
}

// As WebP, as good as its size allows.
async function save(page, path) {
  const session = await page.context().newCDPSession(page);
  for (const quality of [80, 60, 40, 25]) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > MAX_BYTES && quality !== 25) continue;
    writeFileSync(path, bytes);
    console.log(`${path.slice(root('').length)} ${bytes.length} bytes`);
    break;
  }
  await session.detach();
}

await test(async (t) => {
  mkdirSync(join(folder, 'labs'), { recursive: true });
  for (const name of readdirSync(root('labs')).filter((entry) => /^\d/.test(entry) && new RegExp(pattern).test(entry)).sort()) {
    const script = ['lab.js', 'lab.mjs', 'lab.cjs'].map((file) => root(`labs/${name}/${file}`)).find((path) => existsSync(path));
    const path = await record(t, script);
    if (statSync(path).size > 64 << 20) {
      console.log(`${name}: its recording is too large for a picture`);
      continue;
    }
    const host = t.replay(path);
    const page = await t.page(await host.url(), { context: { colorScheme: 'light', viewport: { width: WIDTH, height: 1000 } } });
    await arrange(page);
    await save(page, join(folder, 'labs', `${name}.webp`));
    await page.context().close();
    await host.end();
  }
});
