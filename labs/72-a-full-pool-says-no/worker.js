'use strict';

// A task is a gate: it is done when somebody opens it.

const { parentPort } = require('worker_threads');

parentPort.on('message', (gate) => {
  Atomics.wait(gate, 0, 0);
  parentPort.postMessage('done');
});
