// From 360 to 3840 pixels nothing is cut off sideways; light and dark differ; nothing moves for who wants no motion.

import assert from 'node:assert';

import { root } from './lib/host.mjs';
import { test, until } from './lib/test.mjs';

test(async (t) => {
  const host = t.start(['--scope=0', '--open', root('labs/02-threadpool-saturation/lab.js')], { env: { BROWSER: '/bin/true' } });
  const page = await t.page(await host.url());
  await host.prints(/verdict/);
  await until('it has ended', async () => (await page.locator('.state').textContent()).includes('ended'));
  for (const width of [360, 480, 768, 1100, 1280, 1920, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    await until(`lanes are drawn at ${width}`, () => page.evaluate(() => {
      const canvas = document.querySelector('#pool canvas');
      return Math.abs(canvas.getBoundingClientRect().width * devicePixelRatio - canvas.width) < 1;
    }));
    const { scroll, client, out } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth,
      out: [...document.querySelectorAll('body *')].filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && getComputedStyle(element).position !== 'absolute' && (left < -1 || right > innerWidth + 1) &&
          element.closest('.lane-table, pre, .hidden-text, svg, .menu, canvas, .uplot') === null;
      }).map((element) => `${element.tagName}.${element.className}`).slice(0, 5),
    }));
    assert.strictEqual(scroll, client, `${width} pixels: the page scrolls sideways`);
    assert.deepStrictEqual(out, [], `${width} pixels: outside of the window`);
    // Menus open inside of it.
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
