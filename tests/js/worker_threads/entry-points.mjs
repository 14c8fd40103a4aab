// Workers start from files of both kinds, file: and data: URLs and source text; what can't be one is refused.

import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

if (isMainThread) {
  const url = new URL(import.meta.url);
  for (const make of [
    () => new Worker(url),
    () => new Worker(url.pathname),
    () => new Worker("require('worker_threads').parentPort.postMessage('up')", { eval: true }),
    () => new Worker("import { parentPort } from 'worker_threads'; parentPort.postMessage('up')", { eval: true }),
    () => new Worker(new URL("data:text/javascript,import { parentPort } from 'worker_threads'; parentPort.postMessage('up')")),
  ]) {
    const worker = make();
    const [[message], [code]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
    assert.strictEqual(message, 'up');
    assert.strictEqual(code, 0);
  }
  assert.throws(() => new Worker('name.js'), { code: 'ERR_WORKER_PATH' });
  assert.throws(() => new Worker(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => new Worker(new URL('https://a/b.js')), { code: 'ERR_INVALID_URL_SCHEME' });
  assert.throws(() => new Worker(url, { eval: true }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => new Worker(url, { execArgv: ['--no-such-flag'] }), { code: 'ERR_WORKER_INVALID_EXEC_ARGV' });
  assert.throws(() => new Worker(url, { env: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
} else {
  await null;
  parentPort.postMessage('up');
}
