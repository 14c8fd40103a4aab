'use strict';

const assert = require('assert');

const { createService } = require(`../${process.argv[2] ?? 'starter'}`);

(async () => {
  const service = createService({ fetch: async (id) => Buffer.alloc(10 + id % 7), maxCached: 50 });
  assert.deepStrictEqual(await service.handle(1), { size: 11 });

  const pending = service.handle(2);
  service.updates.emit('update', { id: 2, data: Buffer.alloc(500) });
  assert.deepStrictEqual(await pending, { size: 500 }, 'an update while waiting counts');
  assert.deepStrictEqual(await service.handle(2), { size: 500 }, 'and is cached');

  for (let id = 0; id < 2000; id++) await service.handle(id);
  assert.strictEqual(service.updates.listenerCount('update'), 0, 'no listener is left behind');
  assert.ok(service.cached() <= 50, `the cache has an end: ${service.cached()}`);

  const failing = createService({ fetch: async () => { throw new Error('no database'); } });
  await assert.rejects(failing.handle(1), { message: 'no database' });
  assert.strictEqual(failing.updates.listenerCount('update'), 0, 'not after a failure either');
  console.log('passed');
})();
