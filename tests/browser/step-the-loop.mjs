// The loop is held at its next phase, at the next microtasks, after the next collection, and runs on; without --inspect the page says
// what is missing.

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
setInterval(() => { Promise.resolve().then(() => {}); }, 5);
setInterval(() => { require('isoscope').gc('minor'); }, 20);
`;

test(async (t) => {
  const script = file('turns.js', SCRIPT);
  const host = t.script(script, { flags: ['--inspect=0'] });
  const page = await t.page(await host.url());
  const said = page.locator('.step-state');
  const iterations = async () => (await host.get('/metrics/snapshot')).isolates[0].loop.iterations;
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

  const closed = t.script(script);
  const other = await t.page(await closed.url());
  await other.keyboard.press('p');
  await until('it says why not', async () => /--inspect/.test(await other.locator('.step-state').textContent()));
});
