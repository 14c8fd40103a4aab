'use strict';

// Kind `resource` is switched on by a client from outside while the program runs, over HTTP or CDP, and is off again when the client has gone.

const assert = require('assert');
const http = require('http');
const { attach } = require('../common/debuggee');

const kProgram = "setInterval(() => { setTimeout(() => {}, 1); require('fs').stat('.', () => {}); }, 5)";

function getJson(url) {
  return new Promise((resolve, reject) => {
    http.get(url, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve(JSON.parse(text)));
    }).on('error', reject);
  });
}

// Until a timer and a request have come and gone, each with the line that made it.
class Seen {
  #made = new Map();
  #gone = new Set();

  add(items) {
    for (const { kind, event, provider, asyncId, madeAt } of items) {
      assert.strictEqual(kind, 'resource');
      if (event === 'destroyed') {
        if (this.#made.has(asyncId)) this.#gone.add(this.#made.get(asyncId));
        continue;
      }
      this.#made.set(asyncId, provider);
      if (provider === 'Timeout') assert.deepStrictEqual([madeAt[0].scriptUrl, madeAt[0].line], ['[eval]', 1]);
    }
  }

  get enough() {
    return this.#gone.has('Timeout') && [...this.#made.values()].includes('FSREQCALLBACK');
  }
}

function stream(url) {
  return new Promise((resolve, reject) => {
    const seen = new Seen();
    const request = http.get(url, (response) => {
      let rest = '';
      response.on('data', (chunk) => {
        const events = (rest + chunk).split('\n\n');
        rest = events.pop();
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event);
          if (/^event: batch$/m.test(event) && data !== null) seen.add(JSON.parse(data[1]).items);
        }
        if (!seen.enough) return;
        request.destroy();
        resolve();
      });
      response.on('error', () => {});
    });
    request.on('error', (error) => (seen.enough ? resolve() : reject(error)));
  });
}

(async () => {
  const { debuggee, client } = await attach(['--scope=0', '--inspect=0', '-e', kProgram]);
  let listening;
  while ((listening = /^Scope listening on (http:\S+)$/m.exec(debuggee.stderr)) === null) await new Promise(setImmediate);
  const scope = listening[1];
  const iterations = async () => (await getJson(`${scope}metrics/snapshot`)).isolates[0].loop.iterations;
  const records = async () => (await getJson(`${scope}metrics/history?kinds=resource&limit=100000`)).items.length;
  const turns = async (count) => { for (const start = await iterations(); await iterations() < start + count;); };

  await turns(20);
  assert.strictEqual(await records(), 0);
  await stream(`${scope}metrics/stream?kinds=resource`);
  // Switching off is the program's own turn.
  for (let before = -1, now; (now = await records()) !== before; before = now) await turns(20);

  const before = await records();
  const seen = new Seen();
  await client.send('Isoscope.enable', { kinds: ['resource'], intervalMs: 0 });
  while (!seen.enough) {
    const { sequence, items } = await client.next('Isoscope.batch');
    seen.add(items);
    await client.send('Isoscope.ack', { sequence });
  }
  await client.send('Isoscope.disable');
  assert.ok(await records() > before);
  debuggee.child.kill();
})();
