'use strict';

// A connection goes to a child, which answers it; a server does, and the child accepts.
const assert = require('assert');
const { fork } = require('child_process');
const net = require('net');
const { mustCall } = require('../common');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (message === 'socket') {
      handle.end(`socket from ${process.pid}`);
    } else if (message === 'server') {
      handle.on('connection', (socket) => {
        socket.end(`server in ${process.pid}`);
        handle.close();
        process.disconnect();
      });
      process.send('listening');
    }
  });
} else {
  const child = fork(__filename, ['child']);
  const read = (port, done) => {
    let text = '';
    net.connect(port, '127.0.0.1').on('data', (chunk) => { text += chunk; }).on('close', mustCall(() => done(text)));
  };
  const server = net.createServer({ pauseOnConnect: true }, mustCall((socket) => {
    child.send('socket', socket, mustCall((error) => assert.strictEqual(error, null)));
  }));
  server.listen(0, '127.0.0.1', mustCall(() => {
    read(server.address().port, (text) => {
      assert.strictEqual(text, `socket from ${child.pid}`);
      server.close(mustCall());
    });
  }));
  const given = net.createServer();
  given.listen(0, '127.0.0.1', mustCall(() => {
    const { port } = given.address();
    child.send('server', given);
    child.on('message', mustCall((message) => {
      assert.strictEqual(message, 'listening');
      given.close();
      read(port, (text) => assert.strictEqual(text, `server in ${child.pid}`));
    }));
  }));
  child.on('exit', mustCall((code) => assert.strictEqual(code, 0)));
}
