'use strict';

// question(), with a callback, promisified, as a promise, and aborted.

const assert = require('node:assert');
const { once } = require('node:events');
const { PassThrough } = require('node:stream');
const { promisify } = require('node:util');
const readline = require('node:readline');
const promises = require('node:readline/promises');

(async () => {
  const input = new PassThrough();
  const output = new PassThrough({ encoding: 'utf8' });
  const rl = readline.createInterface({ input, output });
  const answer = new Promise((resolve) => rl.question('name? ', resolve));
  input.write('Ada\n');
  assert.strictEqual(await answer, 'Ada');
  assert.strictEqual(output.read(), 'name? ');
  const second = promisify(rl.question).call(rl, 'age? ');
  input.write('36\n');
  assert.strictEqual(await second, '36');
  assert.strictEqual(rl.getPrompt(), '> ');
  rl.close();
  assert.throws(() => rl.question('?', () => {}), { code: 'ERR_USE_AFTER_CLOSE' });

  const other = new PassThrough();
  const awaited = promises.createInterface({ input: other, output: new PassThrough() });
  const controller = new AbortController();
  const aborted = awaited.question('?', { signal: controller.signal });
  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });
  const third = awaited.question('again?');
  other.write('yes\n');
  assert.strictEqual(await third, 'yes');
  const closed = once(awaited, 'close');
  other.end();
  await closed;
  await assert.rejects(awaited.question('?'), { code: 'ERR_USE_AFTER_CLOSE' });
})();
