// When the host ends, the page says so and keeps the run; another host at the same address is shown as a run of its own.

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

const SCRIPT = `
const scope = require('isoscope');
scope.mark(process.argv[2]);
process.stdin.on('data', () => process.exit());
`;

const marks = (page) => page.evaluate(() => {
  const store = globalThis.isoscope.page.run.store('mark', 1);
  return Array.from({ length: store.count }, (_, i) => store.text('name', store.first + i));
});

test(async (t) => {
  t.expected.push(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|Failed to load resource/);
  const script = file('marks.js', SCRIPT);
  const first = t.script(script, { args: ['first'] });
  const url = await first.url();
  const page = await t.page(url);
  await until('its mark is there', async () => (await marks(page)).join() === 'first');
  first.say('end');
  await first.ended;
  const state = page.locator('.state');
  await until('the end is told', async () => (await state.textContent()).includes('host ended'));
  assert.deepStrictEqual(await marks(page), ['first']);
  assert.strictEqual(await page.getByText('save', { exact: true }).getAttribute('aria-disabled'), 'true');

  const port = new URL(url).port;
  const second = t.start([`--scope=${port}`, script, 'second']);
  await second.url();
  await until('the other host is shown', async () => (await marks(page)).join() === 'second');
  await until('as live', async () => (await state.textContent()).includes('live'));

  // Killed: it could not say that it ends.
  second.signal('SIGKILL');
  await until('it is not reached', async () => (await state.textContent()).includes('not reached'));
  assert.deepStrictEqual(await marks(page), ['second']);
});
