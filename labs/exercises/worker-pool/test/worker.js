'use strict';

const { parentPort, threadId } = require('worker_threads');

parentPort.on('message', ({ ms, crash, value }) => {
  if (crash) throw new Error('the task crashed');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  parentPort.postMessage({ value, threadId });
});
