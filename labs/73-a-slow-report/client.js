'use strict';

// Asks /health over one connection, one request after the other, until told to stop; tells how long each took, in milliseconds.

const http = require('http');
const { parentPort, workerData: { port } } = require('worker_threads');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const times = [];
let stopped = false;

function ask() {
  const start = performance.now();
  http.get({ port, host: '127.0.0.1', path: '/health', agent }, (response) => {
    response.resume().on('end', () => {
      times.push(performance.now() - start);
      if (times.length === 1) parentPort.postMessage('ready');
      if (!stopped) return ask();
      agent.destroy();
      parentPort.postMessage(times);
      parentPort.close();
    });
  });
}

parentPort.on('message', () => { stopped = true; });
ask();
