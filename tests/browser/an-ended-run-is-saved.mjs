// A run whose host has ended is saved from the page: the file has each record as the host's own recording has it, the page opens it again, and the
// host's own tools read it. So is a selection of a recording.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './lib/files.mjs';
import { file, scratch } from './lib/host.mjs';
import { fit, records, whenState } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope');
const { Worker } = require('worker_threads');
function hot(value) { let sum = 0; for (let i = 0; i < 500; i++) sum += i + value; return sum; }
for (let i = 0; i < 300; i++) hot(i);
hot('text \u2713');
process.stdin.once('data', () => {
  scope.mark('first \u2713', { of: ['some', 1.5, null] });
  for (let i = 0; i < 300; i++) scope.mark('mark ' + i);
  scope.gc('minor');
  scope.gc('major');
  require('fs').readFile(__filename, () => {
    new Worker('require("worker_threads").parentPort.postMessage("hello")', { eval: true }).on('exit', () => {
      scope.expect('it holds', true);
      setTimeout(() => process.exit(), 1200);
    });
  });
});
`;

// Spaces by their names; the page keeps no difference between one that is empty and none.
const plain = (item) => (item?.spaces === undefined ? item : {
  ...item, spaces: item.spaces.filter(({ name, ...figures }) => name !== '' && Object.values(figures).some((figure) => figure !== 0))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
});

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('save', { exact: true }).click()]);
  const path = join(scratch, name);
  await download.saveAs(path);
  return path;
}

test(async (t) => {
  const exported = async (path) => {
    const tool = t.start(['export', '--json', path]);
    assert.equal((await tool.ended).code, 0, tool.output);
    return JSON.parse(tool.output);
  };
  const own = join(scratch, 'own.labrun');
  const host = t.script(file('lab.js', SCRIPT), { flags: [`--record=${own}`, '--observe=default,tier,deopt,ic,map,boundary'] });
  const page = await t.page(await host.url());
  await until('it is known how records are written', () => page.evaluate(() => globalThis.isoscope.page.run.wireSchema !== null));
  host.say('go');
  t.expected.push(/ERR_CONNECTION_REFUSED/);
  await host.ended;
  await whenState(page, 'ended');
  const path = await saved(page, 'saved.labrun');

  const mine = await exported(path), theirs = await exported(own);
  assert.equal(mine.complete, true);
  assert.equal(mine.items.length, await records(page));
  const bySequence = new Map(theirs.items.map((item) => [item.sequence, item]));
  const kinds = new Set();
  for (const item of mine.items) {
    kinds.add(item.kind);
    assert.deepEqual(plain(item), plain(bySequence.get(item.sequence)));
  }
  const wantedKinds = ['gc', 'heap', 'loop', 'callback', 'delay', 'pool', 'tier', 'deopt', 'mark', 'worker', 'map', 'boundary'];
  for (const kind of wantedKinds) assert.ok(kinds.has(kind), kind);
  assert.ok(mine.sources.some(({ url }) => url.endsWith('lab.js')));
  for (const name of ['pid', 'argv', 'execArgv', 'versions', 'system']) assert.deepEqual(mine.run[name], theirs.run[name], name);

  // Opened again, and a part of it saved.
  await drop(page, [['saved.labrun', readFileSync(path)]]);
  await whenState(page, 'file');
  assert.equal(await records(page), mine.items.length);
  assert.equal(await page.locator('.notice').isVisible(), false);
  await fit(page);
  const range = await page.evaluate(() => {
    const { page: { run, timeline } } = globalThis.isoscope;
    const marks = run.store('mark', 1);
    timeline.select({ fromUs: marks.time(marks.first + 10), toUs: marks.time(marks.first + 20) });
    return timeline.selection;
  });
  const part = await exported(await saved(page, 'part.labrun'));
  const wanted = mine.items.filter(({ kind, timeUs }) => kind === 'mark' && timeUs >= range.fromUs && timeUs < range.toUs);
  assert.ok(wanted.length > 0);
  assert.deepEqual(part.items.filter(({ kind }) => kind === 'mark'), wanted);
  assert.ok(part.items.length < mine.items.length / 2);
});
