'use strict';

// Which test the running code belongs to: it travels with asynchronous work.

const AsyncLocalStorage = require('internal/async_local_storage');

const storage = new AsyncLocalStorage();

module.exports = {
  currentTest: () => storage.getStore(),
  runAs: (test, fn, ...args) => storage.run(test, fn, ...args),
};
