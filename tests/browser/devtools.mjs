// Chrome DevTools itself, the front end that Chromium brings, debugs a program of ours: it finds it on chrome://inspect, attaches, evaluates in its
// console, stops at a debugger statement and goes on. (Chromium loads devtools:// pages for itself only, so it is asked through that page.)

import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { until } from './lib/test.mjs';

const require = createRequire(import.meta.url);
const CRI = require('../../third_party/npm/dist/node_modules/chrome-remote-interface');
const fixture = path.join(import.meta.dirname, '../js/inspector/fixtures/ticking.js');
const children = [];
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

// A program, once its stderr shows `pattern`; the match.
function start(command, args, pattern) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
    });
    child.on('exit', () => reject(new Error(`${command} has ended: ${text}`)));
  });
}

const host = await start(process.env.ISOSCOPE_HOST, ['--inspect=0', fixture], /ws:\/\/127\.0\.0\.1:(\d+)\//);
const hostPort = Number(host[1]);
const profile = path.join(process.env.TMPDIR, 'profile');
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
const chromium = await start(process.env.ISOSCOPE_BROWSER, flags, /DevTools listening on (ws:\/\/127\.0\.0\.1:(\d+)\/\S+)/);
const port = Number(chromium[2]);
const browser = await CRI({ port, target: chromium[1] });
const page = async (targetId) => {
  const client = await CRI({ port, target: `ws://127.0.0.1:${port}/devtools/page/${targetId}` });
  await client.Runtime.enable();
  client.value = async (expression) => {
    const { result, exceptionDetails } = await client.Runtime.evaluate({ expression, awaitPromise: true, returnByValue: true });
    assert.strictEqual(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
    return result.value;
  };
  return client;
};

// The list of targets, with our program in it.
const list = await page((await browser.Target.createTarget({ url: 'chrome://inspect/#devices' })).targetId);
await until('chrome://inspect is there', () => list.value('document.readyState === "complete" && typeof chrome.send === "function"'));
await list.value(`chrome.send('set-discover-tcp-targets-enabled', [true]); chrome.send('set-tcp-discovery-config', [['127.0.0.1:${hostPort}']])`);
const link = `[...document.querySelectorAll('.row')].filter((row) => row.innerText.includes('ticking.js'))
  .flatMap((row) => [...row.querySelectorAll('.action')]).find((action) => action.innerText === 'inspect')`;
await until('our program is listed', () => list.value(`${link} !== undefined`));
await list.value(`${link}.click()`);

let front;
await until('DevTools opens', async () => {
  front = (await browser.Target.getTargets()).targetInfos.find(({ url }) => url.startsWith('devtools://'));
  return front !== undefined;
});
const tools = await page(front.targetId);
// What it shows, through its shadow roots.
const shown = () => tools.value(`(function read(node) {
  let text = '';
  for (const child of [...node.childNodes, ...(node.shadowRoot?.childNodes ?? [])]) {
    text += child.nodeType === Node.TEXT_NODE ? child.data : child.tagName === 'STYLE' ? '' : read(child) + ' ';
  }
  return text;
})(document.body).replace(/\\s+/g, ' ')`);
await until('DevTools has attached', async () => /Console Sources/.test(await shown()));

const program = await CRI({ host: '127.0.0.1', port: hostPort });
const ours = async (expression) => (await program.Runtime.evaluate({ expression, returnByValue: true })).result.value;
const key = async (name, code) => {
  const event = { key: name, code: name, windowsVirtualKeyCode: code };
  await tools.Input.dispatchKeyEvent({ type: 'keyDown', text: name === 'Enter' ? '\r' : undefined, ...event });
  await tools.Input.dispatchKeyEvent({ type: 'keyUp', ...event });
};
// Its prompt lies under shadow roots; the panel with it is not always the one that opens first.
const focusPrompt = () => tools.value(`(function find(node) {
  for (const child of [...node.children, ...(node.shadowRoot?.children ?? [])]) {
    if (child.matches('#console-prompt .cm-content, .cm-content[aria-label="Console prompt"]') && child.getClientRects().length > 0) {
      child.focus();
      return true;
    }
    if (find(child)) return true;
  }
  return false;
})(document.body)`);
await until('its console takes input', async () => {
  if (!await focusPrompt()) {
    await key('Escape', 27);
    return false;
  }
  await tools.Input.insertText({ text: 'globalThis.fromDevTools = 6 * 7' });
  await key('Enter', 13);
  return await ours('globalThis.fromDevTools') === 42;
});
await until('its console shows the value', async () => /fromDevTools = 6 \* 7.* 42 /.test(await shown()));

await ours('setTimeout(() => { debugger; globalThis.wentOn = true; }, 1); 0');
await until('it shows the pause', async () => /Debugger paused|Paused on debugger statement|Paused on/i.test(await shown()));
assert.strictEqual(await ours('globalThis.wentOn'), undefined);
await key('F8', 119);
await until('the program goes on', async () => await ours('globalThis.wentOn') === true);
process.exit(0);
