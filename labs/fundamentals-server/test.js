'use strict';

// Starts the server in a process of its own and asks it for everything that its README claims. Plain Node.

const assert = require('assert');
const http = require('http');
const path = require('path');
const { spawn } = require('child_process');

const server = spawn(process.execPath, [path.join(__dirname, 'server.js'), '--port=0', '--pool=2', '--queue=2'],
                     { stdio: ['ignore', 'pipe', 'inherit'] });
const isIsoscope = 'isoscope' in process.versions;
let port;

function request(method, url, body) {
  return new Promise((resolve, reject) => {
    const asked = performance.now();
    http.request({ host: '127.0.0.1', port, method, path: url, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts), ms: performance.now() - asked });
      });
    }).on('error', reject).end(body);
  });
}

const get = (url) => request('GET', url);
const json = async (url) => JSON.parse((await get(url)).body);

async function files() {
  for (const way of ['buffer', 'stream']) {
    const { status, body } = await get(`/files/download/${way}?mb=4`);
    assert.strictEqual(status, 200);
    assert.strictEqual(body.length, 4 << 20);
    assert.ok(body.subarray(0, 9).equals(Buffer.from('isoscope ')));
  }
  const payload = Buffer.alloc(24 << 20, 7);
  const buffered = JSON.parse((await request('POST', '/files/upload/buffer', payload)).body);
  await get('/memory/gc');
  const streamed = JSON.parse((await request('POST', '/files/upload/stream', payload)).body);
  assert.strictEqual(buffered.bytes, payload.length);
  assert.strictEqual(streamed.bytes, payload.length);
  assert.ok(buffered.peakArrayBuffers >= payload.length);
}

async function memory() {
  const before = await json('/metrics/snapshot');
  for (const name of ['heapUsed', 'heapTotal', 'external', 'rss']) assert.ok(before[name] > 0, name);
  assert.deepStrictEqual(Object.keys(before.eventLoopDelay), ['min', 'max', 'mean', 'p99']);
  assert.strictEqual('threadPool' in before, isIsoscope);
  if (isIsoscope) assert.ok(before.phasesUs.poll >= 0 && before.threadPool.threads >= 0);
  const leaked = await json('/memory/leak?mb=20');
  assert.ok(leaked.heapUsed > before.heapUsed + 10e6);
  assert.strictEqual((await json('/memory/leak/clear')).leakedLists, 0);
  assert.ok((await json('/memory/churn?mb=20')).made > 0);
  const retained = await json('/memory/retain?mb=20');
  assert.ok(retained.peak.arrayBuffers >= retained.before.arrayBuffers + (20 << 20));
  assert.ok((await json('/metrics/history')).points.length >= 1);
}

async function cpu() {
  // Asked for together, the block first: whoever comes while it runs is answered after it, and the loop's delay tells of it.
  const order = [];
  const answered = (name) => (answer) => {
    order.push(name);
    return answer;
  };
  const soon = new Promise((resolve) => setTimeout(resolve, 50));
  const [blocked] = await Promise.all([get('/cpu/block?ms=300').then(answered('block')), soon.then(() => get('/health')).then(answered('health'))]);
  assert.strictEqual(JSON.parse(blocked.body).blockedMs, 300);
  assert.deepStrictEqual(order, ['block', 'health']);
  const longest = async () => Math.max(...[await json('/metrics/snapshot'),
    ...(await json('/metrics/history')).points].map((point) => point.eventLoopDelay.max));
  // A block that begins before the monitor's first call after a reset is seen by no point: Node's histogram, too, forgets its last call then.
  for (const until = performance.now() + 20_000; await longest() < 200;) {
    assert.ok(performance.now() < until, 'the delay of a blocked loop shows');
    await get('/cpu/block?ms=300');
  }
  assert.strictEqual((await json('/cpu/worker?n=20')).result, 6765);
  // They wait together behind a block, so that all are there before a task can end.
  const blocking = get('/cpu/block?ms=200');
  const answers = await Promise.all(Array.from({ length: 7 }, () => get('/cpu/pool?n=36')));
  await blocking;
  const statuses = answers.map((answer) => answer.status).sort();
  assert.deepStrictEqual(statuses, [200, 200, 200, 200, 429, 429, 429], 'two run, two wait, the rest is refused');
  assert.strictEqual(answers.find((answer) => answer.status === 429).headers['retry-after'], '1');
  assert.deepStrictEqual(await json('/cpu/pool/status'), { running: 0, queued: 0, size: 2, maxQueue: 2 });
  const [inline, worker] = await Promise.all([get('/reports/export/inline?rows=1000'), get('/reports/export/worker?rows=1000')]);
  assert.strictEqual(inline.body.toString(), worker.body.toString());
  assert.strictEqual(inline.body.toString().split('\n').length, 1001);
}

async function errors() {
  assert.strictEqual((await get('/nowhere')).status, 404);
  assert.strictEqual((await get('/cpu/block?ms=a')).status, 400);
  assert.strictEqual((await get('/memory/leak?mb=1e9')).status, 400);
  const page = await get('/');
  assert.match(page.body.toString(), /<title>Fundamentals server/);
  assert.strictEqual(page.headers['content-security-policy'], "default-src 'self'");
  assert.strictEqual((await get('/page.js')).status, 200);
}

server.stdout.once('data', async (line) => {
  port = Number(/:(\d+)\/$/.exec(String(line).trim())[1]);
  try {
    await files();
    await cpu();
    await memory();
    await errors();
    server.kill('SIGTERM');
    server.once('exit', (code) => {
      assert.strictEqual(code, 0, 'a server that is asked to end ends by itself');
      console.log('passed');
    });
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
});
