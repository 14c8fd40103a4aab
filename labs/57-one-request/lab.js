'use strict';

// A server, one request over a plain socket from another process, and every entry into JavaScript that it causes.

const scope = require('isoscope');
const http = require('http');
const { spawn } = require('child_process');

const { refute } = scope.parameters({ refute: false });

let from = 0;
let answeredIn;
const phaseNow = () => scope.snapshot().isolates.find((isolate) => isolate.id === scope.isolateId).loop.phase;
const server = http.createServer((request, response) => {
  const answer = () => {
    answeredIn = phaseNow();
    response.end('hello');
  };
  if (refute) setImmediate(answer);
  else answer();
});
server.on('connection', (socket) => socket.on('close', () => {
  server.close();
  setImmediate(judge);
}));

server.listen(0, '127.0.0.1', () => {
  from = scope.snapshot().time.monotonicUs;
  const request = "'GET / HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n'";
  const client = `require('net').connect(${server.address().port}, '127.0.0.1').end(${request}).resume()`;
  spawn(process.execPath, ['-e', client], { stdio: 'inherit' });
});

function judge() {
  const items = scope.history({ kinds: ['callback', 'pool'] }).items.filter((item) => item.kind === 'pool' || item.startUs >= from);
  const callbacks = items.filter((item) => item.kind === 'callback' && /TCP|HTTP|SHUTDOWN|WRITE/.test(item.provider));
  for (const { provider, phase, startUs, durationUs } of callbacks) {
    console.log(`${String(startUs - callbacks[0].startUs).padStart(7)} us  ${provider.padEnd(20)} ${phase.padEnd(8)} ${durationUs} us`);
  }
  const names = callbacks.map(({ provider }) => provider);
  scope.expect('the connection was accepted first', names[0] === 'TCPSERVERWRAP', { names });
  scope.expect('then the parser told of a message', names.includes('HTTPINCOMINGMESSAGE') || names.includes('HTTPSERVER'), { names });
  scope.expect('the answer was written in the poll phase', answeredIn === 'poll', { answeredIn });
  scope.expect('the pool had nothing to do', items.every((item) => item.kind !== 'pool' || /spawn|fs/.test(item.operation)),
               { operations: items.filter((item) => item.kind === 'pool').map(({ operation }) => operation) });
}
