'use strict';

// A server's sockets that live in another process. The server's own process keeps a SocketListSend for each child, which asks the child's
// SocketListReceive how many there are, and tells it when to report that the last is gone.

const EventEmitter = require('events');
const { codes: { ERR_CHILD_CLOSED_BEFORE_REPLY } } = require('internal/errors');

class SocketListSend extends EventEmitter {
  constructor(child, key) {
    super();
    this.key = key;
    this.child = child;
    child.once('exit', () => this.emit('exit', this));
  }

  #request(message, reply, swallowErrors, callback) {
    const { child } = this;
    if (!child.connected) {
      callback();
      return;
    }
    child._send(message, undefined, swallowErrors);
    const stop = () => {
      child.removeListener('internalMessage', onReply);
      child.removeListener('exit', onClosed);
    };
    const onClosed = () => {
      stop();
      callback(new ERR_CHILD_CLOSED_BEFORE_REPLY());
    };
    const onReply = (answer) => {
      if (answer.cmd !== reply || answer.key !== this.key) return;
      stop();
      callback(null, answer);
    };
    child.once('exit', onClosed);
    child.on('internalMessage', onReply);
  }

  close(callback) {
    this.#request({ cmd: 'NODE_SOCKET_NOTIFY_CLOSE', key: this.key }, 'NODE_SOCKET_ALL_CLOSED', true, callback);
  }

  getConnections(callback) {
    this.#request({ cmd: 'NODE_SOCKET_GET_COUNT', key: this.key }, 'NODE_SOCKET_COUNT', false, (error, answer) => {
      if (error) callback(error);
      else callback(null, answer?.count ?? 0);
    });
  }
}

class SocketListReceive extends EventEmitter {
  constructor(child, key) {
    super();
    this.connections = 0;
    this.key = key;
    this.child = child;
    const reportClosed = () => {
      if (child.connected) child._send({ cmd: 'NODE_SOCKET_ALL_CLOSED', key }, undefined, true);
    };
    child.on('internalMessage', (message) => {
      if (message.key !== key) return;
      if (message.cmd === 'NODE_SOCKET_NOTIFY_CLOSE') {
        if (this.connections === 0) reportClosed();
        else this.once('empty', reportClosed);
      } else if (message.cmd === 'NODE_SOCKET_GET_COUNT' && child.connected) {
        child._send({ cmd: 'NODE_SOCKET_COUNT', key, count: this.connections });
      }
    });
  }

  add({ socket }) {
    this.connections++;
    // When the socket closes there, one less.
    socket.once('close', () => {
      if (--this.connections === 0) this.emit('empty', this);
    });
  }
}

module.exports = { SocketListReceive, SocketListSend };
