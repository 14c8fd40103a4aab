'use strict';
const assert = require('assert');
const dgram = require('dgram');
const { subscribe } = require('diagnostics_channel');

const heard = [];
subscribe('udp.socket', ({ socket }) => heard.push(socket));
const socket = dgram.createSocket('udp4');
assert.deepStrictEqual(heard.map((one) => one === socket), [true]);
socket.close();
