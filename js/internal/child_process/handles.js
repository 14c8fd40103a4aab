'use strict';

// Sockets and servers that travel over an IPC channel: what is taken out of them here, and made of it there.

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');
const { Pipe } = internalBinding('pipe_wrap');

const net = () => require('net');
const dgram = () => require('dgram');

function noop() {}

function getSocketList(type, target, key) {
  const { kChannelHandle } = require('internal/child_process/channel');
  const sockets = target[kChannelHandle].sockets[type];
  let list = sockets[key];
  if (list === undefined) {
    const { SocketListReceive, SocketListSend } = require('internal/socket_list');
    list = sockets[key] = new (type === 'send' ? SocketListSend : SocketListReceive)(target, key);
  }
  return list;
}

// An HTTP connection goes without what HTTP has attached to it.
function detachHttp(socket) {
  if (!socket.parser) return;
  const { freeParser } = require('_http_common');
  freeParser(socket.parser, null, socket);
  socket._httpMessage?.detachSocket(socket);
}

const conversions = {
  '__proto__': null,

  'net.Native': {
    send(message, handle) { return handle; },
    got(message, handle, emit) { emit(handle); },
  },

  'net.Server': {
    send(message, server) { return server._handle; },
    got(message, handle, emit) {
      const server = new (net().Server)();
      server.listen(handle, () => emit(server));
    },
  },

  'net.Socket': {
    send(message, socket, options) {
      if (!socket._handle) return undefined;
      if (socket.server) {
        // The receiving process counts it from now on.
        const { kChannelHandle } = require('internal/child_process/channel');
        message.key = socket.server._connectionKey;
        const isFirst = !this[kChannelHandle].sockets.send[message.key];
        const list = getSocketList('send', this, message.key);
        if (isFirst) socket.server._setupWorker(list);
        if (!options.keepOpen) socket.server._connections--;
      }
      const handle = socket._handle;
      if (!options.keepOpen) {
        handle.onread = noop;
        socket._handle = null;
        socket.setTimeout(0);
        detachHttp(socket);
      }
      return handle;
    },

    // Ours is closed once the other process has told that it has its own.
    postSend(message, handle, options, callback, target) {
      if (!handle || options.keepOpen) return;
      if (target) target._pendingMessage = { callback, message, handle, options, retransmissions: 0 };
      else handle.close();
    },

    got(message, handle, emit) {
      const socket = new (net().Socket)({ handle, readable: true, writable: true });
      if (message.key) getSocketList('got', this, message.key).add({ socket });
      emit(socket);
    },
  },

  'dgram.Native': {
    send(message, handle) { return handle; },
    got(message, handle, emit) { emit(handle); },
  },

  'dgram.Socket': {
    send(message, socket) {
      message.dgramType = socket.type;
      return socket[require('internal/dgram').kStateSymbol].handle;
    },
    got(message, handle, emit) {
      const socket = new (dgram().Socket)(message.dgramType);
      socket.bind(handle, () => emit(socket));
    },
  },
};

function typeOf(handle) {
  const { isLoaded } = require('internal/realm');
  if (isLoaded('net')) {
    if (handle instanceof net().Socket) return 'net.Socket';
    if (handle instanceof net().Server) return 'net.Server';
  }
  if (handle instanceof Pipe || handle instanceof internalBinding('tcp_wrap').TCP) return 'net.Native';
  if (isLoaded('dgram')) {
    if (handle instanceof dgram().Socket) return 'dgram.Socket';
    if (handle instanceof internalBinding('udp_wrap').UDP) return 'dgram.Native';
  }
  throw new ERR_INVALID_HANDLE_TYPE();
}

// An object that takes what came with the last message; undefined for what we do not know.
function makeReceiver(type) {
  switch (type) {
    case 'TCP': {
      const { TCP, constants } = internalBinding('tcp_wrap');
      return new TCP(constants.SOCKET);
    }
    case 'PIPE':
      return new Pipe(internalBinding('pipe_wrap').constants.SOCKET);
    case 'UDP': {
      const { UDP } = internalBinding('udp_wrap');
      return new UDP();
    }
    default:
      return undefined;
  }
}

module.exports = { conversions, makeReceiver, typeOf };
