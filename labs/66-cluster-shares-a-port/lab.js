'use strict';

// Processes that listen on one port, what they share, and what happens when one of them dies.

const scope = require('isoscope');
const cluster = require('cluster');
const http = require('http');

if (cluster.isWorker) {
  let served = 0;
  http.createServer((request, response) => {
    served++;
    if (request.url === '/crash') process.exit(3);
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ pid: process.pid, served }));
  }).listen(0, '127.0.0.1');
  return;
}

const { workers, requests, refute } = scope.parameters({ workers: 3, requests: 30, refute: false });
cluster.schedulingPolicy = cluster.SCHED_RR;

function ask(port, path = '/') {
  return new Promise((resolve) => {
    http.get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => { text += chunk; }).on('end', () => resolve(JSON.parse(text)));
    }).on('error', ({ code }) => resolve({ code }));
  });
}

const started = () => new Promise((resolve) => {
  const worker = cluster.fork();
  worker.on('listening', (address) => resolve({ worker, address }));
});

(async () => {
  const children = [];
  for (let i = 0; i < (refute ? 1 : workers); i++) children.push(await started());
  const ports = new Set(children.map(({ address }) => address.port));
  const [port] = ports;
  const answers = [];
  for (let i = 0; i < requests; i++) answers.push(await ask(port));
  const perProcess = {};
  for (const { pid } of answers) perProcess[pid] = (perProcess[pid] ?? 0) + 1;
  const counts = Object.values(perProcess);
  console.log(`${requests} requests to port ${port}: ${counts.join(', ')} by ${counts.length} processes; the primary ${process.pid} served none`);
  scope.expect('all listen on one port', ports.size === 1, { ports: [...ports] });
  scope.expect('the requests went round all of them', counts.length === workers && Math.max(...counts) - Math.min(...counts) <= 1, { counts });
  scope.expect('each counts for itself: they share no memory',
               workers === counts.length && answers.every(({ served }) => served <= Math.max(...counts)));

  const exited = new Promise((resolve) => cluster.once('exit', (worker, code) => resolve({ pid: worker.process.pid, code })));
  const { code } = await ask(port, '/crash');
  const dead = await exited;
  const left = [];
  for (let i = 0; i < 6 && workers === counts.length; i++) left.push(await ask(port));
  scope.expect('one that dies takes its request along', code === 'ECONNRESET' && dead.code === 3, { code, exitCode: dead.code });
  scope.expect('the others go on', left.length > 0 && left.every(({ pid }) => pid !== dead.pid && perProcess[pid] > 0), { answered: left.length });
  cluster.disconnect();
})();
