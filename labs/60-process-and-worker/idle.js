'use strict';

// Says that it is there, and waits.

const { isMainThread, parentPort } = require('worker_threads');

if (isMainThread) {
  process.send('ready');
  process.on('message', () => {});
} else {
  parentPort.postMessage('ready');
  parentPort.on('message', () => {});
}
