'use strict';

// A reader that does not read: write() says false, the rest waits here, and no more memory than that is taken; drain comes when it reads.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common');

const kChunk = Buffer.alloc(1 << 20, 'x');
let paused;
const server = net.createServer(mustCall((socket) => {
  socket.pause();
  paused = socket;
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1', mustCall(() => {
    let written = 0;
    const fill = () => {
      written++;
      client.write(kChunk);
      setTimeout(check, 5);
    };
    // As long as the kernel takes what is written, there is more.
    const check = () => {
      if (client.writableLength === 0) return fill();
      assert.ok(client.writableLength <= kChunk.length);
      assert.ok(written < 64);
      let read = 0;
      paused.on('data', (chunk) => { read += chunk.length; });
      paused.resume();
      client.on('drain', mustCall(() => client.end()));
      paused.on('end', mustCall(() => {
        assert.strictEqual(read, written * kChunk.length);
        paused.end();
        server.close();
      }));
    };
    fill();
  }));
  client.resume();
}));
