'use strict';

const { channel } = require('diagnostics_channel');
const { isIP, isIPv4, isIPv6 } = require('internal/net');
const {
  getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout, normalizeArgs, setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
} = require('internal/net/options');
const { Socket } = require('internal/net/socket');
const { Server, createServerHandle } = require('internal/net/server');

const clientChannel = channel('net.client.socket');

// (options[, callback]), (port[, host][, callback]) or (path[, callback])
function connect(...args) {
  const normalized = normalizeArgs(args);
  const options = normalized[0];
  const socket = new Socket(options);
  if (clientChannel.hasSubscribers) clientChannel.publish({ socket });
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

module.exports = {
  _createServerHandle: createServerHandle,
  _normalizeArgs: normalizeArgs,
  get BlockList() { return require('internal/blocklist').BlockList; },
  get SocketAddress() { return require('internal/socketaddress').SocketAddress; },
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout,
};
