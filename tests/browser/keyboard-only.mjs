// Everything by keys: through the controls by Tab, through lanes and time by arrows, to a record and its details, and back. What has the focus
// can be seen.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { caughtUp, drawn, timeline } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope');
for (let i = 0; i < 6; i++) scope.gc('minor');
scope.mark('here');
require('fs').readFile(__filename, () => console.log('done'));
process.stdin.on('data', () => {});
`;

await test(async (t) => {
  const host = t.script(file('lab.js', SCRIPT));
  const page = await t.page(await host.url());
  await host.prints(/done/);
  await caughtUp(page, host);
  const focused = () => page.evaluate(() => {
    const { activeElement: element } = document;
    return { text: element.textContent.slice(0, 40), lane: element.closest('[data-lane]')?.dataset.lane };
  });

  // Tab reaches every control that can be seen, and each shows that it has the focus.
  const wanted = await page.evaluate(() => [...document.querySelectorAll('button, select, input, a[href], summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0).length);
  const reached = new Set();
  for (let i = 0; i < wanted + 5; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (element === document.body) return null;
      element.dataset.reached ??= String(Math.random());
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
      return { id: element.dataset.reached, outlined, what: element.outerHTML.slice(0, 120) };
    });
    if (seen === null) continue;
    assert.ok(seen.outlined, `its focus can be seen: ${seen.what}`);
    reached.add(seen.id);
  }
  assert.ok(reached.size >= wanted, `${reached.size} of ${wanted} are reached`);
  await page.evaluate(() => document.activeElement.blur());

  // Through the menus: what is chosen keeps the focus, though the lanes and the host change with it.
  const menu = async (name) => {
    await page.locator('summary', { hasText: name }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  };
  const here = () => page.evaluate(() => {
    const { activeElement: element } = document;
    return { type: element.type, text: element.closest('label, button, select')?.textContent };
  });
  await menu('show');
  const boxes = await page.locator('.filters input').count();
  for (let i = 0; i < boxes; i++) {
    const before = await here();
    assert.equal(before.type, 'checkbox', JSON.stringify(before));
    await page.keyboard.press('Space');
    await drawn(page);
    assert.deepEqual(await here(), before);
    await page.keyboard.press('Space');
    await drawn(page);
    assert.deepEqual(await here(), before);
    await page.keyboard.press('Tab');
  }
  await page.locator('summary', { hasText: 'show' }).press('Enter');
  await menu('step');
  for (const name of ['phase', 'callback', 'microtasks', 'iteration', 'gc']) {
    assert.equal((await here()).text, name);
    await page.keyboard.press('Tab');
  }
  await page.locator('summary', { hasText: 'step' }).press('Enter');
  await page.evaluate(() => document.activeElement.blur());

  // Space holds the picture, and again; plus and minus zoom; 0 shows all.
  await page.keyboard.press('Space');
  assert.equal((await timeline(page)).mode, 'paused');
  await page.keyboard.press('Space');
  assert.equal((await timeline(page)).mode, 'live');
  await page.keyboard.press('0');
  const whole = await timeline(page);
  assert.equal(whole.mode, 'fit');
  await page.keyboard.press('+');
  assert.ok((await timeline(page)).spanUs < whole.spanUs * 0.6);
  await page.keyboard.press('-');
  await page.keyboard.press('0');

  // Down goes from lane to lane; left and right move the cursor, and what is there is said.
  const lanes = new Set();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('ArrowDown');
    lanes.add((await focused()).lane);
  }
  const all = await page.locator('[data-lane]:visible').evaluateAll((found) => found.map((element) => element.dataset.lane));
  for (const lane of all) assert.ok(lanes.has(lane), lane);
  for (let i = 0; i < 20 && (await focused()).lane !== 'heap-1'; i++) await page.keyboard.press('ArrowUp');
  assert.equal((await focused()).lane, 'heap-1');
  const announced = page.locator('#announcements');
  await page.keyboard.press('ArrowRight');
  await until('the cursor is announced', async () => /\d/.test(await announced.textContent()));
  assert.ok((await timeline(page)).cursorUs !== null);

  // Shift selects; Enter zooms there.
  for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowRight');
  const { selection } = await timeline(page);
  assert.ok(selection !== null && selection.toUs > selection.fromUs);
  await page.keyboard.press('Enter');
  const zoomed = await timeline(page);
  assert.deepEqual([zoomed.fromUs, zoomed.toUs], [selection.fromUs, selection.toUs]);
  await page.keyboard.press('0');

  // T opens the table, S says the summary.
  await page.keyboard.press('t');
  await page.locator('[data-lane="heap-1"] .lane-table table').waitFor();
  await page.keyboard.press('s');
  await until('the summary is said', async () => (await announced.textContent()).startsWith('Heap'));

  // To a record and its details, through its tabs, and back.
  const collection = await page.evaluate(() => {
    const gc = globalThis.isoscope.page.run.store('gc', 1);
    return { us: gc.start(gc.first + 2), sequence: gc.number('sequence', gc.first + 2) };
  });
  for (let i = 0; i < 400; i++) {
    const { cursorUs, spanUs } = await timeline(page);
    if (cursorUs !== null && Math.abs(cursorUs - collection.us) < spanUs / 150) break;
    await page.keyboard.press(cursorUs === null || cursorUs < collection.us ? 'ArrowRight' : 'ArrowLeft');
  }
  await page.keyboard.press('Enter');
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.waitFor();
  await page.getByRole('tab', { name: 'record' }).focus();
  assert.match(await page.getByRole('tabpanel').textContent(), /"kind": "(gc|heap)"/);
  await page.keyboard.press('ArrowRight');
  await drawn(page);
  assert.equal((await focused()).text, 'source');
  assert.equal(await page.getByRole('tab', { name: 'source' }).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Tab');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'hidden' });

  // ? shows the keys; Escape closes.
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});
