'use strict';

// One listener of the primary whose connections go to its workers in turn: each takes the next when it has taken the last.

const { constants: { UV_TCP_IPV6ONLY } } = internalBinding('tcp_wrap');
const { sendHelper } = require('internal/cluster/messages');
const net = require('net');

class RoundRobinHandle {
  constructor(key, address, { port, fd, flags, backlog, readableAll, writableAll }) {
    this.key = key;
    this.all = new Map();
    this.free = new Map();
    this.handles = new Set();  // Connections that wait for a worker, oldest first.
    this.handle = null;
    this.server = net.createServer(() => { throw new Error('A connection of a cluster came to its primary'); });
    if (fd >= 0) {
      this.server.listen({ fd, backlog });
    } else if (port >= 0) {
      this.server.listen({ port, host: address, ipv6Only: (flags & UV_TCP_IPV6ONLY) !== 0, backlog });
    } else {
      this.server.listen({ path: address, backlog, readableAll, writableAll });
    }
    this.server.once('listening', () => {
      this.handle = this.server._handle;
      this.handle.onconnection = (err, handle) => this.distribute(err, handle);
      this.server._handle = null;
      this.server = null;
    });
  }

  add(worker, send) {
    this.all.set(worker.id, worker);
    const done = () => {
      if (this.handle.getsockname) {
        const sockname = {};
        this.handle.getsockname(sockname);
        send(null, { sockname }, null);
      } else {
        send(null, null, null);
      }
      this.handoff(worker);  // Connections may be waiting.
    };
    if (this.server === null) {
      done();
      return;
    }
    this.server.once('listening', done);
    this.server.once('error', (error) => send(error.errno, null));
  }

  // True when that was the last worker, and all is closed.
  remove(worker) {
    if (!this.all.delete(worker.id)) return false;
    this.free.delete(worker.id);
    if (this.all.size !== 0) return false;
    for (const handle of this.handles) handle.close();
    this.handles.clear();
    this.handle?.close();
    this.handle = null;
    return true;
  }

  distribute(err, handle) {
    if (err) return;
    this.handles.add(handle);
    const [next] = this.free;
    if (next === undefined) return;
    this.free.delete(next[0]);
    this.handoff(next[1]);
  }

  handoff(worker) {
    if (!this.all.has(worker.id)) return;  // It closes the server.
    const [handle] = this.handles;
    if (handle === undefined) {
      this.free.set(worker.id, worker);
      return;
    }
    this.handles.delete(handle);
    sendHelper(worker.process, { act: 'newconn', key: this.key }, handle, (reply) => {
      if (reply.accepted) handle.close();
      else this.distribute(0, handle);  // It shuts down: somebody else's.
      this.handoff(worker);
    });
  }
}

module.exports = RoundRobinHandle;
