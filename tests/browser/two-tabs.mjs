// Two tabs at one host: each gets every record, each has its own time; closing one does not disturb the other.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { caughtUp, records, state, timeline } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

await test(async (t) => {
  const host = t.script(file('lab.js', 'setInterval(() => { for (let i = 0; i < 1e5; i++) ({ i }); }, 5)'));
  const one = await t.page(await host.url());
  const other = await one.context().newPage();
  t.watch(other);
  await other.goto(await host.url());
  await other.locator('html[data-ready]').waitFor({ state: 'attached' });
  const sequences = (page, upTo) => page.evaluate((last) => {
    const found = [];
    for (const store of globalThis.isoscope.page.run.stores) {
      for (let row = store.first; row < store.end; row++) if (store.number('sequence', row) <= last) found.push(store.number('sequence', row));
    }
    return found.sort((a, b) => a - b);
  }, upTo);

  await until('both have records', async () => await records(one) > 300 && await records(other) > 300);
  const { nextSequence } = await host.get('/metrics/history?limit=0');
  await caughtUp(one, host);
  await caughtUp(other, host);
  const [here, there] = [await sequences(one, nextSequence - 1), await sequences(other, nextSequence - 1)];
  assert.deepEqual(here, there);
  assert.equal(new Set(here).size, here.length, 'no record twice');

  await one.bringToFront();
  await one.getByRole('button', { name: 'pause' }).click();
  assert.deepEqual([(await timeline(one)).mode, (await timeline(other)).mode], ['paused', 'live']);
  await one.close();
  const count = await records(other);
  await until('the other goes on', async () => await records(other) > count + 50);
  assert.equal(await state(other), 'live');
});
