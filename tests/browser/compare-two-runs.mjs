// Two runs side by side: the figures are those of `isoscope diff`, both sides show the same section from its begin and move together.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './lib/files.mjs';
import { file, scratch } from './lib/host.mjs';
import { drawn } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const fs = require('fs');
const scope = require('isoscope');
const [collections, reads] = process.argv.slice(2).map(Number);
function hot(value) { let sum = 0; for (let i = 0; i < 20000; i++) sum += value; return sum; }
for (let i = 0; i < 200; i++) hot(i);
if (reads > 5) hot('text');
for (let i = 0; i < collections; i++) scope.gc('minor');
scope.mark('reading');
for (let i = 0; i < reads; i++) fs.stat(__filename, () => {});
setTimeout(() => { scope.mark(collections > 5 ? 'only before' : 'only after'); process.nextTick(() => {}); }, 20);
`;

await test(async (t) => {
  const script = file('run.js', SCRIPT);
  const run = async (name, ...args) => {
    const path = join(scratch, name);
    await t.start([`--record=${path}`, '--observe=default,tier,deopt', script, ...args]).ended;
    return path;
  };
  const before = await run('before.labrun', '12', '3'), after = await run('after.labrun', '2', '9');
  const differ = t.start(['diff', '--all', '--json', before, after]);
  await differ.ended;
  const diff = JSON.parse(differ.output);

  const host = t.replay(before);
  const page = await t.page(await host.url());
  await drop(page, [['before.labrun', readFileSync(before)], ['after.labrun', readFileSync(after)]]);
  const compare = page.getByRole('region', { name: 'Comparison of two runs' });
  await compare.waitFor();
  await compare.getByLabel('also what is the same').check();

  for (const section of diff.sections) {
    await compare.getByLabel('Section in which').selectOption(section.name);
    await drawn(page);
    const rows = await compare.getByRole('table').evaluateAll((tables) => {
      const table = tables.find(({ caption }) => caption.textContent.startsWith('What changed'));
      return [...table.tBodies[0].rows].map((row) => ({
        name: row.cells[0].textContent, before: Number(row.dataset.before), after: Number(row.dataset.after), words: row.cells[3].textContent,
      }));
    });
    const plain = ({ name, before: b, after: a }) => [name, b, a];
    assert.deepEqual(rows.map(plain), section.figures.map(plain), section.name);
    for (const { before: b, after: a, words } of rows) {
      const wanted = a === b ? /^the same$/ : b === 0 ? /^new$/ : a === 0 ? /^gone$/ : a > b ? /^(more|longer), / : /^(fewer|less|shorter), /;
      assert.match(words, wanted);
    }
    for (const [title, places] of [['New deopts', section.newDeopts], ['Deopts that are gone', section.goneDeopts]]) {
      const list = compare.locator('div', { has: page.getByRole('heading', { name: title, exact: true }) }).last();
      assert.deepEqual(places.length === 0 ? [] : await list.getByRole('listitem').allTextContents(), places, title);
    }
  }
  assert.ok(diff.sections.some(({ name }) => name === 'reading'));
  for (const [title, names] of [['Sections only before', diff.onlyBefore], ['Sections only after', diff.onlyAfter]]) {
    const list = compare.locator('div', { has: page.getByRole('heading', { name: title, exact: true }) }).last();
    assert.deepEqual(await list.getByRole('listitem').allTextContents(), names);
  }

  // Aligned at the mark: both windows begin there, and have one length.
  const axes = () => page.evaluate(() => globalThis.isoscope.compare.sides.map(({ page: { timeline, run } }) => {
    const marks = run.store('mark', 1);
    return { fromUs: timeline.fromUs - marks.number('timeUs', marks.first), spanUs: timeline.spanUs, cursorUs: timeline.cursorUs };
  }));
  await compare.getByLabel('Section in which').selectOption('reading');
  let [left, right] = await axes();
  assert.deepEqual([left.fromUs, right.fromUs], [0, 0]);
  assert.equal(left.spanUs, right.spanUs);

  // The wheel on one side moves both.
  const body = compare.locator('.compare-side').first().locator('[data-lane="heap-1"] .lane-body');
  await body.scrollIntoViewIfNeeded();
  await body.hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await until('both have zoomed', async () => {
    [left, right] = await axes();
    return left.fromUs !== 0 && Math.abs(left.fromUs - right.fromUs) < 1e-3 && Math.abs(left.spanUs - right.spanUs) < 1e-3;
  });
  await page.keyboard.press('Escape');
  await compare.waitFor({ state: 'hidden' });
});
