// From 360 to 3840 pixels nothing is cut off, and every control can be reached and pressed.

import assert from 'node:assert/strict';
import { file } from './lib/host.mjs';
import { drawn } from './lib/page.mjs';
import { test } from './lib/test.mjs';

const SCRIPT = `
require('isoscope').mark('a mark whose name is rather long, as names of marks now and then are');
require('isoscope').expect('an expectation that says what it expects in a sentence of its own, quite a long one', true);
setInterval(() => { require('fs').stat('.', () => {}); }, 20);
`;

await test(async (t) => {
  const host = t.script(file('a-script-with-a-long-name-that-somebody-thought-was-good.js', SCRIPT));
  const page = await t.page(await host.url());
  for (const width of [360, 768, 1280, 3840]) {
    await page.setViewportSize({ width, height: 900 });
    await drawn(page);
    const { over, narrow } = await page.evaluate(() => ({
      over: [document.documentElement, ...document.querySelectorAll('header, main, section, button, select, a, h1, h2, h3')]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 1)
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
      narrow: [...document.querySelectorAll('.lane-body')].filter(({ clientWidth }) => clientWidth < Math.min(innerWidth * 0.5, 1500)).length,
    }));
    assert.deepEqual(over, [], `${width}: beyond the right edge`);
    assert.equal(narrow, 0, `${width}: lanes have room`);

    // What can be seen can be pressed: nothing lies over it.
    await page.evaluate(() => scrollTo(0, 0));
    for (const button of await page.locator('.controls button:visible, .controls summary:visible').all()) {
      if (await button.isEnabled()) await button.click({ trial: true });
    }
    await page.locator('[data-lane="loop-1"]').getByRole('button', { name: 'table' }).click();
    await page.locator('[data-lane="loop-1"] table').waitFor();
    await page.locator('[data-lane="loop-1"]').getByRole('button', { name: 'table' }).click();
  }
});
