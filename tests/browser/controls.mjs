// Pause, live, zoom, scrub, a selected stretch with its summary, marks, filters: by mouse, and all of it by keys.

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
const came = (page) => page.evaluate(() => globalThis.isoscope.page.run.records);

test(async (t) => {
  const host = t.script(file('ticks.js', SCRIPT));
  const page = await t.page(await host.url());
  const controls = page.locator('.controls');

  // Live: the window follows. Paused: it stays, while records come.
  const before = await state(page);
  assert.strictEqual(before.mode, 'live');
  await until('the run goes on', async () => (await state(page)).endUs > before.endUs);
  await controls.getByRole('button', { name: 'pause' }).click();
  const held = await state(page);
  assert.strictEqual(held.mode, 'paused');
  const records = await came(page);
  await until('records come', async () => await came(page) > records + 20);
  const later = await state(page);
  assert.deepStrictEqual([later.fromUs, later.toUs], [held.fromUs, held.toUs]);
  assert(later.endUs > held.endUs);

  // Zoom.
  await controls.getByRole('button', { name: '+', exact: true }).click();
  const zoomed = await state(page);
  assert(Math.abs((zoomed.toUs - zoomed.fromUs) / (held.toUs - held.fromUs) - 0.5) < 1e-9);
  await controls.getByRole('button', { name: 'all' }).click();
  const all = await state(page);
  assert(all.fromUs <= all.beginUs && all.toUs >= all.endUs);

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
  const inside = items.filter(({ timeUs }) => timeUs >= selection.fromUs && timeUs < selection.toUs).length;
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

  await keys(page);
});

async function keys(page) {
  await page.locator('#pool .lane-body').focus();
  await page.keyboard.press('0');
  await until('the whole run', async () => (await state(page)).mode === 'fit');
  await page.keyboard.press(' ');
  assert.strictEqual((await state(page)).mode, 'paused');
  const whole = await state(page);
  await page.keyboard.press('+');
  assert((await state(page)).toUs - (await state(page)).fromUs < whole.toUs - whole.fromUs);
  await page.keyboard.press('-');
  const focused = () => page.evaluate(() => document.activeElement.closest('section').id);
  await page.keyboard.press('ArrowDown');
  const below = await focused();
  assert.notStrictEqual(below, 'pool');
  await page.keyboard.press('ArrowUp');
  assert.strictEqual(await focused(), 'pool');
  // The cursor moves, and what is there is said.
  await page.keyboard.press('ArrowRight');
  const first = (await state(page)).cursorUs;
  await page.keyboard.press('ArrowRight');
  assert((await state(page)).cursorUs > first);
  const said = page.locator('#announcements');
  await until('the moment is said', async () => /waiting$/.test(await said.textContent()));
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  const { selection, cursorUs } = await state(page);
  assert.strictEqual(selection.toUs, cursorUs);
  await page.keyboard.press('Enter');
  const zoomed = await state(page);
  assert.deepStrictEqual([zoomed.fromUs, zoomed.toUs, zoomed.selection], [selection.fromUs, selection.toUs, null]);
  await page.keyboard.press('t');
  await page.locator('#pool table').waitFor();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.waitFor();
  assert((await help.locator('kbd').count()) >= 15);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press(' ');
  assert.strictEqual((await state(page)).mode, 'live');
}
