'use strict';

const { AsyncLocalStorage } = require('async_hooks');
const { measure, keep } = require('./common.js');

const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();

(async () => {
  await measure('AsyncLocalStorage run', 200000, (ops) => {
    for (let i = 0; i < ops; i++) storage.run(i, () => keep(storage.getStore()));
  });
  await measure('AsyncLocalStorage run and await', 50000, async (ops) => {
    await other.run('kept', async () => {
      for (let i = 0; i < ops; i++) {
        await storage.run(i, async () => {
          await undefined;
          keep(storage.getStore());
        });
      }
    });
  });
})();
