'use strict';

// The stdio option: from what users write to what the native side takes.

const { Pipe, constants: PipeConstants } = internalBinding('pipe_wrap');
const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK },
} = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');

function stdioStringToArray(stdio, channel) {
  let entries;
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe':
      entries = [stdio, stdio, stdio];
      break;
    case 'inherit':
      entries = [0, 1, 2];
      break;
    default:
      throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (channel) entries.push(channel);
  return entries;
}

// The native handle behind a socket, server, terminal or handle.
function nativeHandleOf(entry) {
  for (const candidate of [entry, entry.handle, entry._handle]) {
    if (candidate instanceof Pipe) return { wrapType: 'pipe', handle: candidate };
    if (candidate == null || typeof candidate !== 'object') continue;
    if (candidate instanceof internalBinding('tcp_wrap').TCP) return { wrapType: 'tcp', handle: candidate };
    if (candidate instanceof internalBinding('tty').TTY) return { wrapType: 'tty', handle: candidate };
  }
  return undefined;
}

function pipeEntry(type, index, sync) {
  const entry = { type, readable: index === 0, writable: index !== 0 };
  if (!sync) entry.handle = new Pipe(PipeConstants.SOCKET);
  return entry;
}

// {stdio, ipc, ipcFd}
function getValidStdio(given, sync) {
  if (typeof given === 'string') given = stdioStringToArray(given);
  else if (!Array.isArray(given)) throw new ERR_INVALID_ARG_VALUE('stdio', given);
  while (given.length < 3) given.push(undefined);

  const stdio = [];
  let ipc;
  let ipcFd;
  function fail(error) {
    for (const { handle, type } of stdio) if (type === 'pipe' && handle) handle.close();
    throw error;
  }
  for (let i = 0; i < given.length; i++) {
    const entry = given[i] ?? (i < 3 ? 'pipe' : 'ignore');
    if (entry === 'ignore') {
      stdio.push({ type: 'ignore' });
    } else if (entry === 'pipe' || entry === 'overlapped' || (typeof entry === 'number' && entry < 0)) {
      stdio.push(pipeEntry(entry === 'overlapped' && !sync ? 'overlapped' : 'pipe', i, sync));
    } else if (entry === 'ipc') {
      if (sync) fail(new ERR_IPC_SYNC_FORK());
      if (ipc !== undefined) fail(new ERR_IPC_ONE_PIPE());
      ipc = new Pipe(PipeConstants.IPC);
      ipcFd = i;
      stdio.push({ type: 'pipe', handle: ipc, ipc: true });
    } else if (entry === 'inherit') {
      stdio.push({ type: 'inherit', fd: i });
    } else if (typeof entry === 'number' || typeof entry.fd === 'number') {
      stdio.push({ type: 'fd', fd: typeof entry === 'number' ? entry : entry.fd });
    } else if (isArrayBufferView(entry) || typeof entry === 'string') {
      const { inspect } = require('internal/util/inspect');
      if (!sync) fail(new ERR_INVALID_SYNC_FORK_INPUT(inspect(entry)));
    } else {
      const native = nativeHandleOf(entry);
      if (native === undefined) fail(new ERR_INVALID_ARG_VALUE('stdio', entry));
      if (sync) stdio.push({ type: 'fd', fd: native.handle.fd });
      else stdio.push({ type: 'wrap', ...native, _stdio: entry });
    }
  }
  return { stdio, ipc, ipcFd };
}

module.exports = { getValidStdio, stdioStringToArray };
