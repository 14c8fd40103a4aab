// One behaviour of the page: `test(async (t) => { ... })`. What the body starts through `t` ends with it; whatever a page logs as an error, throws,
// or is refused by its Content-Security-Policy fails the test. A failure leaves a picture of every open page in out/browser/<test>/.

import { createRequire } from 'node:module';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Host, root, scratch } from './host.mjs';

const require = createRequire(root('third_party/npm/dist/package.json'));
const { chromium } = require('playwright-core');

export const axePath = require.resolve('axe-core/axe.min.js');

const SECONDS = Number(process.env.ISOSCOPE_TEST_SECONDS ?? 100);
const SHOTS = process.env.ISOSCOPE_SHOTS ?? join(scratch, 'shots');

// Without a sandbox: tests run as root in containers. Nothing goes out: no updates, no metrics, no proxies.
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-proxy-server', '--disable-background-networking', '--disable-component-update'];

class Context {
  #browser;
  #hosts = [];
  #pages = [];
  problems = [];
  expected = [];  // Patterns of console errors that the test provokes.

  async browser() {
    return (this.#browser ??= await chromium.launch({ executablePath: process.env.ISOSCOPE_BROWSER ?? '/usr/bin/chromium', args: ARGUMENTS }));
  }

  start(args, options) {
    const host = new Host(args, options);
    this.#hosts.push(host);
    return host;
  }

  // A script that is observed; its page is at host.url().
  script(path, { flags = [], args = [], ...options } = {}) {
    return this.start(['--scope=0', ...flags, path, ...args], options);
  }

  replay(path) { return this.start(['replay', path, '--scope=0']); }

  // Opens the page and waits until it shows something. `context`: Playwright's options of a browser context.
  async page(url, { context = {}, hash = '', ready = true } = {}) {
    const world = await (await this.browser()).newContext({ viewport: { width: 1280, height: 900 }, ...context });
    world.setDefaultTimeout(SECONDS * 300);  // A third of the whole, in milliseconds.
    const page = await world.newPage();
    this.watch(page);
    await page.goto(url + hash);
    if (ready) await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    return page;
  }

  watch(page) {
    const entry = { page, log: [] };
    this.#pages.push(entry);
    page.on('console', (message) => {
      const text = `${message.type()}: ${message.text()}`;
      entry.log.push(text);
      if (message.type() === 'error' && !this.expected.some((pattern) => pattern.test(message.text()))) this.problems.push(`the page logged ${text}`);
    });
    page.on('pageerror', (error) => {
      entry.log.push(`thrown: ${error.stack}`);
      this.problems.push(`the page threw ${error.stack}`);
    });
    page.on('dialog', (dialog) => {
      this.problems.push(`the page opened a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
  }

  async showFailure() {
    rmSync(SHOTS, { recursive: true, force: true });
    mkdirSync(SHOTS, { recursive: true });
    for (const [index, { page, log }] of this.#pages.entries()) {
      if (page.isClosed()) continue;
      const path = join(SHOTS, `page-${index + 1}.png`);
      await page.screenshot({ path, timeout: 10_000 }).then(() => console.error(`page ${index + 1} (${page.url()}) looked like ${path}`),
                                                            (error) => console.error(`no picture of page ${index + 1}: ${error.message}`));
      if (log.length !== 0) console.error(`--- console of page ${index + 1}\n${log.slice(-40).join('\n')}`);
    }
    for (const host of this.#hosts) {
      console.error(`--- $ ${host.command}${host.hasEnded ? ' (ended)' : ''}\n${host.output.slice(-4000)}`);
    }
  }

  async close() {
    await Promise.allSettled([this.#browser?.close(), ...this.#hosts.map((host) => host.end())]);
    rmSync(scratch, { recursive: true, force: true });
  }
}

export async function test(body) {
  const t = new Context();
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`not done within ${SECONDS} s`)), SECONDS * 1000).unref();
  });
  let failed = false;
  try {
    await Promise.race([body(t), late]);
    if (t.problems.length !== 0) throw new Error(t.problems.join('\n'));
  } catch (error) {
    failed = true;
    console.error(error.stack);
    await t.showFailure().catch((shown) => console.error(shown.stack));
  }
  await t.close();
  process.exit(failed ? 1 : 0);
}

// Asks until `probe` gives something true, and returns that. What it waits for is a state, so there is no time in it but the test's own.
export async function until(what, probe) {
  const end = Date.now() + SECONDS * 500;
  let last;
  for (;;) {
    last = await probe();
    if (last) return last;
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
}
