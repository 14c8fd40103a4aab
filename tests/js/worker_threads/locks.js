'use strict';

// Locks of the whole process: exclusive and shared ones, given in order, also between threads; stealing, aborting, asking only if available.

const assert = require('assert');
const { Worker, isMainThread, locks, parentPort } = require('worker_threads');

if (!isMainThread) {
  locks.request('shared with main', () => parentPort.postMessage('worker holds'));
  parentPort.once('message', () => {});  // A wait keeps nothing alive.
} else {
  (async () => {
    const order = [];
    const first = locks.request('a', async (lock) => {
      assert.strictEqual(lock.name, 'a');
      assert.strictEqual(lock.mode, 'exclusive');
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(1);
      return 'result';
    });
    const second = locks.request('a', { mode: 'shared' }, () => order.push(2));
    const third = locks.request('a', { mode: 'shared' }, () => order.push(3));
    await locks.request('a', { ifAvailable: true }, (lock) => assert.strictEqual(lock, null));
    const { held, pending } = await locks.query();
    assert.deepStrictEqual(held.map(({ name, mode }) => [name, mode]), [['a', 'exclusive']]);
    assert.strictEqual(pending.length, 2);
    assert.strictEqual(await first, 'result');
    await Promise.all([second, third]);
    assert.deepStrictEqual(order, [1, 2, 3]);

    await assert.rejects(locks.request('b', async () => { throw new RangeError('mine'); }), { name: 'RangeError' });
    await assert.rejects(locks.request('-b', () => {}), { name: 'NotSupportedError' });
    await assert.rejects(locks.request('b', { steal: true, ifAvailable: true }, () => {}), { name: 'NotSupportedError' });

    let end;
    const stolen = locks.request('c', () => new Promise((resolve) => { end = resolve; }));
    await new Promise(setImmediate);
    assert.strictEqual(await locks.request('c', { steal: true }, () => 'thief'), 'thief');
    await assert.rejects(stolen, { name: 'AbortError' });
    end();

    const controller = new AbortController();
    await locks.request('d', async () => {
      const waiting = locks.request('d', { signal: controller.signal }, () => assert.fail('never held'));
      setImmediate(() => controller.abort());
      await assert.rejects(waiting, { name: 'AbortError' });
    });

    await locks.request('shared with main', async () => {
      const worker = new Worker(__filename);
      let isFree = false;
      worker.on('message', () => {
        assert.ok(isFree);
        order.push('worker');
        worker.postMessage('end');
      });
      worker.on('exit', () => assert.strictEqual(order.at(-1), 'worker'));
      await new Promise((resolve) => worker.on('online', () => setTimeout(resolve, 20)));
      isFree = true;
    });
  })();
}
