// To a mark, through the run by the slider's keys, a dragged stretch with its summary, isolates and lanes left out.

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope'), fs = require('fs');
scope.mark('begin');
let n = 0;
setInterval(() => { if (++n % 50 === 0) scope.mark('round ' + n); fs.stat(__filename, () => {}); }, 4);
`;

const state = (page) => page.evaluate(() => {
  const { mode, fromUs, toUs, beginUs, endUs, selection, cursorUs } = globalThis.isoscope.page.timeline;
  return { mode, fromUs, toUs, beginUs, endUs, selection, cursorUs };
});

test(async (t) => {
  const host = t.script(file('ticks.js', SCRIPT), { flags: ['--history=3600s,256MB'] });
  const page = await t.page(await host.url());
  const controls = page.locator('.controls');

  // A mark.
  const marks = controls.getByLabel('Go to a mark');
  await until('marks are listed', async () => (await marks.locator('option').allTextContents()).some((text) => text.endsWith('begin')));
  await marks.selectOption({ index: 1 });
  const mark = (await host.get('/metrics/history?kinds=mark&limit=1')).items[0];
  const atMark = await state(page);
  assert.strictEqual(atMark.cursorUs, mark.timeUs);
  assert.strictEqual(atMark.mode, 'paused');

  // Scrub with the keys of a slider.
  const slider = page.getByRole('slider', { name: 'Scrub through the run' });
  await slider.focus();
  await page.keyboard.press('Home');
  assert.strictEqual((await state(page)).fromUs, (await state(page)).beginUs);
  await page.keyboard.press('PageUp');
  assert((await state(page)).fromUs > (await state(page)).beginUs);

  // Select by dragging: the summary is of that stretch.
  await page.evaluate(() => globalThis.isoscope.page.timeline.fit());
  const held2 = await state(page);
  await page.evaluate(({ fromUs, toUs }) => globalThis.isoscope.page.timeline.show(fromUs, toUs), held2);
  const body = page.locator('#loop-1 .lane-body');
  await body.scrollIntoViewIfNeeded();
  const box = await body.boundingBox();
  await page.mouse.move(box.x + 300, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 500, box.y + 40, { steps: 4 });
  await page.mouse.up();
  const { selection } = await state(page);
  const usPerPixel = (held2.toUs - held2.fromUs) / (box.width - 92);
  assert(Math.abs(selection.toUs - selection.fromUs - 200 * usPerPixel) < 2 * usPerPixel);
  const { items } = await host.get(`/metrics/history?kinds=callback&limit=100000`);
  const inside = items.filter(({ timeUs }) => timeUs >= selection.fromUs && timeUs < selection.toUs).reduce((sum, { count }) => sum + count, 0);
  await until('the summary is of the selection', async () => {
    const text = await page.locator('#loop-1-summary').textContent();
    return text.replaceAll('\u202f', '').includes(`${inside} callback`);
  });
  await page.keyboard.press('Escape');
  assert.strictEqual((await state(page)).selection, null);

  // What is filtered is not shown.
  await controls.getByText('show', { exact: true }).click();
  await controls.getByLabel('Event loop').uncheck();
  await page.locator('#loop-1').waitFor({ state: 'hidden' });
  await controls.getByLabel('1 main').uncheck();
  await page.locator('#heap-1').waitFor({ state: 'hidden' });
  assert(await page.locator('#pool').isVisible());
  await controls.getByLabel('1 main').check();
  await controls.getByLabel('Event loop').check();
  await controls.getByText('show', { exact: true }).click();
});
