// What lanes show, as their tables say it.

import { caughtUp } from './page.mjs';
import { until } from './test.mjs';

// Shows the run up to now, and holds it there: what comes later is in no table. Returns that time.
export async function holdNow(page, host) {
  await caughtUp(page, host);
  return page.evaluate(() => {
    const { timeline, run } = globalThis.isoscope.page;
    const untilUs = Math.max(...[...run.stores].filter(({ count }) => count > 0).map(({ newestUs }) => newestUs)) + 0.5;
    timeline.show(run.beginUs - 1, untilUs);
    return untilUs;
  });
}

// {caption, total, rows: [{column: text}]} of a lane's table, which is opened for it.
export async function tableOf(page, lane) {
  const section = page.locator(`#${lane}`);
  await section.scrollIntoViewIfNeeded();
  const button = section.getByRole('button', { name: 'table' });
  if (await button.getAttribute('aria-expanded') === 'false') await button.click();
  await section.locator('table').waitFor();
  return section.locator('table').evaluate((table) => {
    const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const caption = table.caption.textContent;
    return {
      caption,
      total: Number(caption.replace(/^.* of /, '').replaceAll(/\D/g, '')),
      rows: [...table.tBodies[0].rows].map((row) => Object.fromEntries([...row.cells].map((cell, i) => [columns[i], cell.textContent]))),
    };
  });
}

// Waits until a lane's table has all that the host has of `kind` before a time, and then holds each row against its record: `figures` gives, for
// a record of the history, what the columns must say. Returns the records.
export async function expectLane(page, host, untilUs, lane, kind, figures) {
  return until(`${lane} shows what the history has of ${kind}`, async () => {
    const history = await host.get(`/metrics/history?kinds=${kind}&limit=100000`);
    // Phases of collections come with them.
    const items = history.items.filter((item) => item.kind === kind && item.timeUs < untilUs);
    const table = await tableOf(page, lane);
    if (table.total !== items.length || items.length === 0) return false;
    const bySequence = new Map(items.map((item) => [String(item.sequence), item]));
    for (const row of table.rows) {
      const item = bySequence.get(row.sequence);
      if (item === undefined) throw new Error(`${lane}: no ${kind} record ${row.sequence}`);
      for (const [column, wanted] of Object.entries(figures(item))) {
        const text = wanted === null || wanted === '' ? '\u2013' : String(wanted);
        if (row[column] !== text) throw new Error(`${lane}: ${column} of record ${row.sequence} is ${row[column]}, the history says ${text}`);
      }
    }
    const newest = items.slice(-table.rows.length).map(({ sequence }) => String(sequence)).sort();
    if (newest.join() !== table.rows.map(({ sequence }) => sequence).sort().join()) throw new Error(`${lane}: its rows are not the newest`);
    return items;
  });
}

// The record that the drawer shows.
export async function shownRecord(page) {
  const text = page.locator('.drawer pre.record');
  await text.filter({ hasText: /^{/ }).waitFor();
  return JSON.parse(await text.textContent());
}
