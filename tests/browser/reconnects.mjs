// The host is killed: the page says that it is lost and keeps what it has. Another one at the same address is a new run, shown at once.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { file } from './lib/host.mjs';
import { records, whenState } from './lib/page.mjs';
import { test, until } from './lib/test.mjs';

const freePort = () => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

await test(async (t) => {
  t.expected.push(/ERR_|net::/);
  const port = await freePort();
  const start = (name) => t.start([`--scope=${port}`, file(`${name}.js`, `require('isoscope').mark('${name}'); setInterval(() => {}, 10);`)]);
  const marks = (page) => page.evaluate(() => globalThis.isoscope.page.run.storesOf('mark').map((store) => store.text('name', store.first)));
  const first = start('first');
  const page = await t.page(await first.url());
  await until('the first run is shown', async () => (await marks(page)).includes('first'));
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  assert.match(title, /first/);

  await first.end('SIGKILL');
  await whenState(page, 'lost');
  const kept = await records(page);
  assert.ok(kept > 0 && (await marks(page)).includes('first'));

  const second = start('second');
  await second.url();
  await whenState(page, 'live');
  await until('the second run is shown, alone', async () => (await marks(page)).join() === 'second');
  assert.match(await page.getByRole('heading', { level: 1 }).textContent(), /second/);
  await until('it goes on', async () => await records(page) > 20);
});
