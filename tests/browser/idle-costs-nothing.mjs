// A frame is drawn only when something has come: an idle run costs one for each look at its snapshot, and a page that is left alone none at all.

import assert from 'node:assert';

import { file } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

test(async (t) => {
  const host = t.script(file('idle.js', 'process.stdin.resume();'));
  const page = await t.page(await host.url());
  const counts = () => page.evaluate(() => globalThis.counted);
  await page.evaluate(() => {
    const { page: model, frames } = globalThis.isoscope;
    globalThis.counted = { changes: 0, frames: frames.count, requests: 0 };
    model.changed.on(() => { globalThis.counted.changes++; });
    const request = globalThis.requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) => {
      globalThis.counted.requests++;
      return request(callback);
    };
  });
  const before = await page.evaluate(() => globalThis.isoscope.frames.count);
  await until('five snapshots', async () => (await counts()).changes >= 5);
  const { changes, requests } = await counts();
  const drawn = await page.evaluate(() => globalThis.isoscope.frames.count) - before;
  // Between two calls of ours one more may have come.
  assert(requests <= changes, `${requests} frames were asked for, ${changes} things have changed`);
  assert(drawn <= changes + 1, `${drawn} frames were drawn, ${changes} things have changed`);

  // The host has ended: nothing more can come.
  t.expected.push(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|Failed to load resource/);
  await host.end();
  await until('it is told', async () => !(await page.locator('.state').textContent()).includes('live'));
  let last = -1;
  await until('all is drawn', async () => {
    const had = last;
    last = await page.evaluate(() => new Promise((resolve) => { setTimeout(() => resolve(globalThis.isoscope.frames.count), 600); }));
    return last === had;
  });
});
