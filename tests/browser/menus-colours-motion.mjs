// Menus open inside of the window, however narrow; lanes are drawn anew in the dark; nothing moves for who wants no motion.

import assert from 'node:assert';

import { root } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

test(async (t) => {
  const host = t.start(['--scope=0', '--open', root('labs/02-threadpool-saturation/lab.js')], { env: { BROWSER: '/bin/true' } });
  const page = await t.page(await host.url());
  await host.prints(/verdict/);
  await until('it has ended', async () => (await page.locator('.state').textContent()).includes('ended'));
  for (const width of [360, 768, 1280, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    for (const menu of await page.locator('details.menu').all()) {
      await menu.locator('summary').click();
      const { left, right } = await menu.evaluate((element) => element.lastElementChild.getBoundingClientRect());
      assert(left >= 0 && right <= width, `${width} pixels: a menu reaches from ${left} to ${right}`);
      await menu.locator('summary').click();
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  const colors = () => page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement);
    return `${color} ${backgroundColor}`;
  });
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await colors();
  const drawn = () => page.locator('#pool canvas').evaluate((canvas) => canvas.toDataURL());
  const lightLane = await drawn();
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.notStrictEqual(await colors(), light);
  await until('the lane is drawn anew', async () => await drawn() !== lightLane);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
    const { animationName, transitionDuration } = getComputedStyle(element);
    return animationName !== 'none' || !/^(0s(, )?)+$/.test(transitionDuration);
  }).length);
  assert.strictEqual(moving, 0);
});
