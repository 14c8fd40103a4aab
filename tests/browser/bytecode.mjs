// A function's bytecode stands beside its source, as the isolate's own scope.bytecodeOf says it; what cannot be had is said in words: of a
// function without a script, a host that has ended, a recording.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop } from './lib/files.mjs';
import { file, scratch } from './lib/host.mjs';
import { whenState } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `const scope = require('isoscope');
function sum(limit) {
  let total = 0;
  for (let i = 0; i < limit; i++) total += i;
  return total;
}
for (let i = 0; i < 300; i++) sum(1000);
const made = new Function('n', 'let total = 0; for (let i = 0; i < n; i++) total += i; return total');
for (let i = 0; i < 300; i++) made(1000);
console.log('ready ' + JSON.stringify(scope.bytecodeOf(sum).instructions.map(({ text }) => text.replace(/0x[0-9a-f]+/g, ''))));
process.stdin.on('data', () => process.exit());
`;

test(async (t) => {
  const script = file('lab.js', SCRIPT);
  const path = join(scratch, 'run.labrun');
  const host = t.script(script, { flags: ['--observe=default,tier', `--record=${path}`] });
  const page = await t.page(await host.url());
  const wanted = JSON.parse((await host.prints(/ready (.*)\n/))[1]);
  const listing = page.getByRole('region', { name: 'Bytecode' });
  const pick = (name) => page.evaluate((wantedName) => {
    const { page: { run }, page: model } = globalThis.isoscope;
    const store = run.store('tier', 1);
    for (let row = store.first; row < store.end; row++) {
      if (store.text('function', row) !== wantedName || (wantedName === null && store.text('scriptUrl', row) !== null)) continue;
      model.pick({ kind: 'tier', isolate: 1, row });
      return true;
    }
    return false;
  }, name);
  await until('the page knows the function', () => pick('sum'));

  // From the source: the line where the function begins leads to it.
  await page.getByRole('tab', { name: 'source' }).click();
  await page.getByRole('button', { name: 'bytecode', exact: true }).click();
  await listing.locator('tbody tr').first().waitFor();
  const rows = await listing.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const instructions = rows.flatMap(([, , text]) => text.split('\n').map((line) => line.replace(/^ *\d+ {2}/, '').replace(/0x[0-9a-f]+/g, '')));
  assert.deepEqual(instructions, wanted);
  const lines = SCRIPT.split('\n');
  for (const [line, source] of rows) assert.equal(source, line === '' ? '' : lines[line - 1].trim());
  assert.ok(new Set(rows.map(([line]) => line)).size >= 3, JSON.stringify(rows));

  // Chosen from the list, too.
  const functions = page.getByRole('combobox', { name: 'Function' });
  assert.match(await functions.textContent(), /sum {2}lab\.js:2/);

  const says = (pattern) => until(`it says ${pattern}`, async () => pattern.test(await page.locator('.bytecode [role=status]').textContent()));
  await until('the page knows the function without a script', () => pick(null));
  await says(/^No bytecode: No script of this URL/);

  host.say('end');
  await whenState(page, 'ended');
  await says(/^No bytecode: the host has ended/);

  await host.ended;
  await drop(page, [['run.labrun', readFileSync(path)]]);
  await page.locator('.state[data-state="file"]').waitFor();
  await pick('sum');
  await page.getByRole('tab', { name: 'bytecode' }).click();
  await says(/a recording has no isolate/);
});
