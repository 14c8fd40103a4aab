'use strict';

// Making native handles for sockets and servers.

const { TCP, constants: TCPConstants } = internalBinding('tcp_wrap');
const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const { codes: { ERR_INVALID_FD_TYPE } } = require('internal/errors');
const { guessHandleType } = require('internal/util');
const { validateInt32 } = require('internal/validators');
const { newAsyncId } = require('internal/async_hooks');

function createHandle(fd, isServer) {
  validateInt32(fd, 'fd', 0);
  const type = guessHandleType(fd);
  if (type === 'PIPE') return new Pipe(isServer ? PipeConstants.SERVER : PipeConstants.SOCKET);
  if (type === 'TCP') return new TCP(isServer ? TCPConstants.SERVER : TCPConstants.SOCKET);
  throw new ERR_INVALID_FD_TYPE(type);
}

function asyncIdOf(handle) {
  return !handle || typeof handle.getAsyncId !== 'function' ? newAsyncId() : handle.getAsyncId();
}

const isPipe = (handle) => handle instanceof Pipe;
const newTcpSocket = () => new TCP(TCPConstants.SOCKET);
const newPipeSocket = () => new Pipe(PipeConstants.SOCKET);

module.exports = { Pipe, PipeConstants, TCP, TCPConstants, asyncIdOf, createHandle, isPipe, newPipeSocket, newTcpSocket };
