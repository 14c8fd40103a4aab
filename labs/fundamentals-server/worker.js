'use strict';

// Computes for /cpu and /reports: a message is a task, its answer the result.

const { parentPort, workerData } = require('worker_threads');
const { run } = require('./tasks.js');

if (workerData !== null && workerData !== undefined) {
  parentPort.postMessage(run(workerData));  // A worker of one task.
} else {
  parentPort.on('message', (task) => parentPort.postMessage(run(task)));
}
