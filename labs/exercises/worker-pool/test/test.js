'use strict';

const assert = require('assert');
const path = require('path');

const { WorkerPool } = require(`../${process.argv[2] ?? 'starter'}`);

(async () => {
  const pool = new WorkerPool(path.join(__dirname, 'worker.js'), { size: 2, maxQueue: 3 });
  let drained = 0;
  pool.on('drained', () => drained++);

  const tasks = [1, 2, 3, 4, 5].map((value) => pool.run({ ms: 20, value }));
  assert.strictEqual(pool.running, 2);
  assert.strictEqual(pool.queued, 3);
  await assert.rejects(pool.run({ ms: 0, value: 6 }), { code: 'POOL_FULL' });
  const answers = await Promise.all(tasks);
  assert.deepStrictEqual(answers.map((answer) => answer.value), [1, 2, 3, 4, 5]);
  assert.strictEqual(new Set(answers.map((answer) => answer.threadId)).size, 2, 'two workers did it all');
  assert.strictEqual(pool.running, 0);
  assert.strictEqual(drained, 1, 'drained is told once, at the end');

  await assert.rejects(pool.run({ crash: true }), { message: 'the task crashed' });
  const after = await Promise.all([7, 8, 9].map((value) => pool.run({ ms: 1, value })));
  assert.deepStrictEqual(after.map((answer) => answer.value), [7, 8, 9], 'a dead worker is replaced');
  await pool.close();
  console.log('passed');
})();
