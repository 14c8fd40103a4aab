'use strict';

// A server that obeys write() and 'drain' holds no more for a slow client than what it was told to stop at; one that does not holds it all.

const { run } = require('../common/slow_client');
const net = require('net');

run(__filename, (mode, body) => net.createServer((socket) => {
  socket.on('error', () => {});  // The client of the counterproof goes away.
  const more = () => {
    while (!body.done()) {
      if (!socket.write(body.next()) && mode === 'drain') return;
    }
    socket.end();
  };
  socket.on('drain', more);
  more();
}), { drain: {}, heedless: { holds: true } });
