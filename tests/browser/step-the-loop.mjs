// The loop is held at its next phase, at the next microtasks, after the next collection, and runs on; so is a worker's, by itself. Of a recording
// and of a run that has ended the page says why it cannot.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { drop } from './lib/files.mjs';
import { file, scratch } from './lib/host.mjs';
import { whenState } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
setInterval(() => { Promise.resolve().then(() => {}); }, 5);
setInterval(() => { require('isoscope').gc('minor'); }, 20);
new (require('worker_threads').Worker)('setInterval(() => {}, 5)', { eval: true });
process.stdin.on('data', () => process.exit());
`;

test(async (t) => {
  const script = file('turns.js', SCRIPT);
  const path = join(scratch, 'run.labrun');
  const host = t.script(script, { flags: [`--record=${path}`] });
  const page = await t.page(await host.url());
  const said = page.locator('.step-state');
  const iterations = async (isolate = 1) => (await host.get('/metrics/snapshot')).isolates.find(({ id }) => id === isolate).loop.iterations;
  await page.locator('summary', { hasText: 'step' }).click();
  await page.getByRole('button', { name: 'phase' }).click();
  await until('it is held', async () => /^held at phase: in \w+, next \w+/.test(await said.textContent()));
  assert.strictEqual(await page.locator('.wheel .here').count(), 1);
  const held = await iterations();
  for (let i = 0; i < 8; i++) {
    const before = await said.textContent();
    await page.keyboard.press('p');
    await until('the next phase', async () => {
      const text = await said.textContent();
      return /^held at/.test(text) && text !== before;
    });
  }
  assert(await iterations() <= held + 3);
  await page.keyboard.press('m');
  await until('microtasks', async () => (await said.textContent()).startsWith('held at microtasks'));
  await page.keyboard.press('g');
  await until('a collection', async () => (await said.textContent()).startsWith('held at gc'));
  await page.keyboard.press('r');
  await until('it runs on', async () => await iterations() > held + 20);
  assert.match(await said.textContent(), /^running/);

  // The worker's loop, while the main one runs on.
  await page.getByRole('combobox', { name: 'Isolate whose loop is stepped' }).selectOption('2');
  await page.getByRole('button', { name: 'iteration' }).click();
  await until('the worker is held', async () => /^held at iteration/.test(await said.textContent()));
  const heldWorker = await iterations(2), before = await iterations();
  await until('the main loop runs', async () => await iterations() > before + 20);
  assert(await iterations(2) <= heldWorker + 1);
  await page.getByRole('button', { name: 'resume' }).click();
  await until('the worker runs on', async () => await iterations(2) > heldWorker + 20);

  host.say('end');
  await whenState(page, 'ended');
  await page.getByRole('button', { name: 'phase' }).click();
  await until('it says why not', async () => /the host has ended/.test(await said.textContent()));
  await host.ended;
  await drop(page, [['run.labrun', readFileSync(path)]]);
  await page.locator('.state[data-state="file"]').waitFor();
  await page.getByRole('button', { name: 'phase' }).click();
  await until('it says why not', async () => /a recording has no isolate/.test(await said.textContent()));
});
