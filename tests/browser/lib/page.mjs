// What tests ask of the page. Figures are read where people read them: tables, summaries, states; its insides (globalThis.isoscope) only
// where nothing shows them.

import { until } from './test.mjs';

// The table of a lane as [{column: text}], opened if need be. The summary beside it is of the same time.
export async function table(page, lane) {
  const section = page.locator(`[data-lane="${lane}"]`);
  const button = section.getByRole('button', { name: 'table' });
  if (await button.getAttribute('aria-expanded') === 'false') await button.click();
  const body = section.locator('.lane-table table');
  await body.waitFor();
  return body.evaluate((element) => {
    const columns = [...element.tHead.rows[0].cells].map((cell) => cell.textContent);
    return [...element.tBodies[0].rows].map((row) => Object.fromEntries([...row.cells].map((cell, i) => [columns[i], cell.textContent])));
  });
}

export const caption = (page, lane) => page.locator(`[data-lane="${lane}"] caption`).textContent();
export const summary = (page, lane) => page.locator(`[data-lane="${lane}"] .lane-summary`).textContent();
export const state = (page) => page.locator('.state').getAttribute('data-state');
export const whenState = (page, wanted) => page.locator(`.state[data-state="${wanted}"]`).waitFor();

// The whole run in the window, as key 0 does it.
export async function fit(page) {
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('0');
}

export const timeline = (page) => page.evaluate(() => {
  const { mode, fromUs, toUs, spanUs, beginUs, endUs, cursorUs, selection } = globalThis.isoscope.page.timeline;
  return { mode, fromUs, toUs, spanUs, beginUs, endUs, cursorUs, selection };
});

export const records = (page) => page.evaluate(() => globalThis.isoscope.page.run.records);

// Until the page has everything that the host has collected by now.
export async function caughtUp(page, host) {
  const { nextSequence } = await host.get('/metrics/history?limit=0');
  await until(`the page has record ${nextSequence - 1}`, () =>
    page.evaluate((wanted) => globalThis.isoscope.page.run.lastSequence >= wanted, nextSequence - 1));
}

// A frame has been drawn after everything that was asked for.
export const drawn = (page) => page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
