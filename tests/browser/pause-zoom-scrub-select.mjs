// Time is the user's: hold the picture while the run goes on, zoom, move, select a range and read its summary, go back to live.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { drawn, records, summary, timeline } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

await test(async (t) => {
  const host = t.script(file('lab.js', 'setInterval(() => { for (let i = 0; i < 1e4; i++) ({ i }); require("fs").stat(".", () => {}); }, 5)'));
  const page = await t.page(await host.url());
  await until('some records', async () => await records(page) > 200);

  await page.getByRole('button', { name: 'pause' }).click();
  const held = await timeline(page);
  assert.equal(held.mode, 'paused');
  const count = await records(page);
  await until('more records come', async () => await records(page) > count + 100);
  assert.deepEqual([(await timeline(page)).fromUs, (await timeline(page)).toUs], [held.fromUs, held.toUs]);

  await page.getByRole('button', { name: '+', exact: true }).click();
  const zoomed = await timeline(page);
  assert.ok(Math.abs(zoomed.spanUs / held.spanUs - 0.5) < 0.01);
  await page.getByRole('button', { name: '\u2212', exact: true }).click();
  assert.ok(Math.abs((await timeline(page)).spanUs / held.spanUs - 1) < 0.01);

  // The wheel with Ctrl zooms around the pointer, with Shift it moves.
  const body = page.locator('[data-lane="heap-1"] .lane-body');
  const box = await body.boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60);
  const around = (await timeline(page)).cursorUs;
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  const close = await until('the wheel zoomed', async () => {
    const now = await timeline(page);
    return now.spanUs < zoomed.spanUs * 1.9 && now;
  });
  assert.ok(Math.abs((around - close.fromUs) / close.spanUs - (around - held.fromUs) / held.spanUs) < 0.02, 'what is under the pointer stays');
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, 300);
  await page.keyboard.up('Shift');
  await until('the wheel moved', async () => (await timeline(page)).fromUs !== close.fromUs);

  // A drag selects, and the summaries are of that; "selection" zooms there.
  await page.getByRole('button', { name: 'all', exact: true }).click();
  await until('the whole run is shown', async () => (await timeline(page)).mode === 'fit');
  await page.getByRole('button', { name: 'pause' }).click();
  await drawn(page);
  const whole = await summary(page, 'loop-1');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.55, box.y + 62, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.6, box.y + 62, { steps: 4 });
  await page.mouse.up();
  const { selection, spanUs } = await timeline(page);
  assert.ok(selection !== null && selection.toUs - selection.fromUs < spanUs * 0.2);
  await until('the summary is of the selection', async () => await summary(page, 'loop-1') !== whole);
  await page.getByRole('button', { name: 'selection', exact: true }).click();
  const there = await timeline(page);
  assert.deepEqual([there.fromUs, there.toUs, there.selection], [selection.fromUs, selection.toUs, null]);

  // Back to the run: the window's end is the newest figure.
  await page.getByRole('button', { name: 'live' }).click();
  await until('it is live again', async () => {
    const now = await timeline(page);
    return now.mode === 'live' && now.toUs === now.endUs;
  });
});
