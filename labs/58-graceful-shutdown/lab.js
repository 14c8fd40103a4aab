'use strict';

// A server that is asked to end while a request is at work and a connection is idle.

const scope = require('isoscope');
const http = require('http');
const net = require('net');

const { refute } = scope.parameters({ refute: false });

const events = [];
const server = http.createServer((request, response) => {
  if (request.url === '/work') working(response);
  else response.end('idle');
});
let working;
const atWorkThere = new Promise((resolve) => { working = resolve; });  // The response that waits to be written.

const get = (path, agent) => new Promise((resolve) => {
  http.get({ host: '127.0.0.1', port: server.address().port, path, agent }, (response) => {
    let text = '';
    response.on('data', (part) => { text += part; }).on('end', () => resolve(text));
  }).on('error', (error) => resolve(error.code));
});

server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const keeping = new http.Agent({ keepAlive: true });
  await get('/idle', keeping);  // Its connection stays, with nothing to do.
  const atWork = get('/work', false).then((answer) => events.push(`at work: ${answer}`));
  const response = await atWorkThere;
  const closed = new Promise((resolve) => server.close(() => { events.push('closed'); resolve(); }));
  if (refute) server.closeAllConnections();
  const late = new Promise((resolve) => {
    net.connect(port, '127.0.0.1').on('error', (error) => resolve(error.code)).on('connect', () => resolve('accepted'));
  });
  events.push(`late: ${await late}`);
  response.end('done');
  await Promise.all([atWork, closed]);
  keeping.destroy();
  console.log(events.join('\n'));
  scope.expect('a late client is refused', events[0] === 'late: ECONNREFUSED', { events });
  scope.expect('the request at work was answered', events.includes('at work: done'), { events });
  scope.expect('then the server was closed, though a connection had been kept', events.at(-1) === 'closed' || events.at(-2) === 'closed', { events });
});
