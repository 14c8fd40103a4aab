'use strict';

// Many connections with nothing to say. The clients live in a process of their own.

const scope = require('isoscope');
const http = require('http');
const fs = require('fs');
const { spawn } = require('child_process');

const { connections: asked, refute } = scope.parameters({ connections: 400, refute: false });
const connections = refute ? Math.min(asked, 20) : asked;  // Those that talk keep both sides busy.

const threads = () => fs.readdirSync('/proc/self/task').length;
const server = http.createServer((request, response) => response.end('ok'));
let open = 0;
let settled = false;
const before = { threads: 0, rss: 0 };

const client = `
  const net = require('net');
  const [, port, count, talk] = process.argv;
  for (let i = 0; i < count; i++) {
    const socket = net.connect(port, '127.0.0.1');
    socket.resume();
    if (talk === 'true') {
      socket.on('error', () => {});
      socket.on('connect', function say() {
        if (socket.destroyed) return;
        socket.write(['GET / HTTP/1.1', 'Host: x', '', ''].join(String.fromCharCode(13, 10)).repeat(2));
        setTimeout(say, 4);
      });
    }
  }
`;

server.listen(0, '127.0.0.1', () => {
  before.threads = threads();
  before.rss = process.memoryUsage.rss();
  const args = ['-e', client, String(server.address().port), String(connections), String(refute)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    if (++open === connections && !settled) {
      settled = true;
      setTimeout(measure, 200, child);
    }
  });
});

function measure(child) {
  const start = performance.eventLoopUtilization();
  setTimeout(() => {
    const { utilization } = performance.eventLoopUtilization(start);
    const bytes = (process.memoryUsage.rss() - before.rss) / connections;
    const more = threads() - before.threads;
    const handles = scope.snapshot().isolates.find((isolate) => isolate.id === scope.isolateId).loop.activeHandles;
    console.log(`${open} connections: ${(bytes / 1024).toFixed(1)} KB each, ${handles} handles alive, ${more} more threads`);
    console.log(`utilization of the loop ${utilization.toFixed(3)}`);
    scope.expect('all are open at once', open >= connections && handles >= connections, { open, handles });
    scope.expect('less than 64 KB each', bytes < 65536, { bytes: Math.round(bytes) });
    scope.expect('they needed no threads: the few that came are V8\'s and the observer\'s', more < 8, { more });
    scope.expect('the loop sleeps', utilization < 0.3, { utilization });
    child.kill();
    server.closeAllConnections();
    server.close();
  }, 300);
}
