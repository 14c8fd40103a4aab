'use strict';

// Requests that mix, each asking who it is after a timer, a promise, a tick and a file.

const scope = require('isoscope');
const { AsyncLocalStorage } = require('async_hooks');
const fs = require('fs');

const { requests, refute } = scope.parameters({ requests: 50, refute: false });

const storage = new AsyncLocalStorage();
let current;  // What one would do without.

async function handle(id) {
  current = id;
  const seen = [];
  const ask = () => seen.push(refute ? current : storage.getStore());
  await new Promise((resolve) => setTimeout(resolve, id % 7));
  ask();
  await fs.promises.stat(__filename);
  ask();
  await new Promise((resolve) => process.nextTick(resolve));
  ask();
  await new Promise((resolve) => fs.stat(__filename, () => { ask(); setImmediate(resolve); }));
  ask();
  return { id, seen, globalAfter: current };
}

Promise.all(Array.from({ length: requests }, (_, id) => storage.run(id, handle, id))).then((answers) => {
  const right = answers.filter(({ id, seen }) => seen.length === 5 && seen.every((value) => value === id)).length;
  const lucky = answers.filter(({ id, globalAfter }) => globalAfter === id).length;
  console.log(`${right} of ${requests} requests found themselves in the storage, ${lucky} in the global variable`);
  scope.expect('every request found its own value after each kind of wait', right === requests, { right });
  scope.expect('the global variable holds the last one only', lucky <= 1, { lucky });
});
