'use strict';

// Writing to a peer that is gone, of which nothing was read, is EPIPE: to the write's callback, as an 'error', and 'close' says so.

const { mustCall, mustNotCall } = require('../common');
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'epipe-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const isBroken = { code: 'EPIPE', errno: -os.constants.errno.EPIPE, syscall: 'write', message: 'write EPIPE' };

const server = net.createServer(mustCall((accepted) => {
  accepted.on('close', mustCall(() => {
    client.write('x', mustCall((error) => assert.throws(() => { throw error; }, isBroken)));
  }));
  accepted.destroy();
}));
const where = path.join(folder, 'socket');
const client = new net.Socket({ allowHalfOpen: true });
client.pause();
client.on('end', mustNotCall());
client.on('finish', mustNotCall());
client.on('error', mustCall((error) => assert.throws(() => { throw error; }, isBroken)));
client.on('close', mustCall((hadError) => {
  assert.strictEqual(hadError, true);
  server.close();
}));
server.listen(where, mustCall(() => client.connect(where)));
