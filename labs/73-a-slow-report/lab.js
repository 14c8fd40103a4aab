'use strict';

// A service whose report is made on the loop's thread, and the same with a worker: what everybody else gets meanwhile.

const scope = require('isoscope');
const http = require('http');
const path = require('path');
const { Worker } = require('worker_threads');
const { makeCsv } = require('./csv.js');

const { rows, refute } = scope.parameters({ rows: 100_000, refute: false });

let answered = 0;
let reporting = false;
let answeredMeanwhile = 0;

function inWorker(count) {
  return new Promise((resolve, reject) => {
    new Worker(path.join(__dirname, 'csv.js'), { workerData: { rows: count } }).once('message', resolve).once('error', reject);
  });
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/health') {
    answered++;
    if (reporting) answeredMeanwhile++;
    response.end('ok');
    return;
  }
  reporting = true;
  const text = request.url === '/report/inline' || refute ? makeCsv(rows) : Buffer.from(await inWorker(rows));
  reporting = false;
  response.setHeader('Content-Type', 'text/csv');
  response.end(text);
});

function get(port, url) {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', path: url, agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => { bytes += chunk.length; }).on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

// Asks /health without a pause, from a thread of its own: a client on the loop's thread would be blocked along with the server.
function client(port) {
  const worker = new Worker(path.join(__dirname, 'client.js'), { workerData: { port } });
  return {
    ready: new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject)),
    stop: () => new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage('stop');
    }),
  };
}

const p99 = (times) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * 0.99))];

async function during(port, url) {
  const asking = client(port);
  await asking.ready;
  answeredMeanwhile = 0;
  const start = performance.now();
  const bytes = await get(port, url);
  const ms = performance.now() - start;
  const meanwhile = answeredMeanwhile;
  const times = await asking.stop();
  return { bytes, ms, meanwhile, p99: p99(times), max: Math.max(...times), asked: times.length };
}

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const inline = await during(port, '/report/inline');
  const moved = await during(port, '/report/worker');
  server.close();
  const say = ({ ms, meanwhile, p99: p, max }) => `${ms.toFixed(0).padStart(5)} ms; ${String(meanwhile).padStart(4)} answers to /health meanwhile, ` +
    `p99 ${p.toFixed(1)} ms, longest ${max.toFixed(1)} ms`;
  console.log(`report on the loop's thread: ${say(inline)}`);
  console.log(`report in a worker:          ${say(moved)}`);
  scope.expect('both reports are the same', inline.bytes === moved.bytes && inline.bytes > rows * 20, { bytes: inline.bytes });
  scope.expect('on the loop\'s thread: not one answer to anybody while it is made', inline.meanwhile === 0, { meanwhile: inline.meanwhile });
  scope.expect('in a worker: others are served while it is made', moved.meanwhile >= 5, { meanwhile: moved.meanwhile });
  scope.expect('somebody waited for nearly all of the inline report', inline.max > 0.3 * inline.ms, { longestMs: inline.max, reportMs: inline.ms });
  scope.expect('the figures are of many requests', answered >= inline.asked + moved.asked - 2 && moved.asked >= 5, { answered });
});
