'use strict';

// process.stdin, stdout and stderr: each is made when first asked for, by what its descriptor is.

const streams = [undefined, undefined, undefined];

let makeStream;  // A worker's own way to make them.

// Whether what goes to `fd` must go through its stream: user code has it in hand and may have replaced its write(), or it leads elsewhere.
function stdioMaterialized(fd) {
  return streams[fd] !== undefined || makeStream !== undefined;
}

function setStreams(make) {
  makeStream = make;
}

function makeOutput(fd) {
  const { guessHandleType } = require('internal/util');
  const kind = guessHandleType(fd);
  if (kind === 'TTY') {
    const { WriteStream } = require('tty');
    const stream = new WriteStream(fd);
    stream._type = 'tty';
    process.on('SIGWINCH', () => stream._refreshSize());
    return stream;
  }
  if (kind === 'UNKNOWN' || kind === 'INVALID') {
    // Closed: what is written goes nowhere, as in Node.
    const { Writable } = require('stream');
    return new Writable({ write(chunk, encoding, callback) { callback(); } });
  }
  const SyncWriteStream = require('internal/process/sync_write_stream');
  const stream = new SyncWriteStream(fd);
  stream._type = kind === 'FILE' ? 'fs' : 'pipe';
  return stream;
}

function getOutput(fd) {
  let stream = streams[fd];
  if (stream === undefined) {
    if (makeStream !== undefined) return streams[fd] = makeStream(fd);
    stream = streams[fd] = makeOutput(fd);
    stream.fd = fd;
    stream._isStdio = true;
  }
  return stream;
}

function makeInput(fd) {
  const { guessHandleType } = require('internal/util');
  const kind = guessHandleType(fd);
  switch (kind) {
    case 'TTY': {
      const { ReadStream } = require('tty');
      return new ReadStream(fd);
    }
    case 'FILE': {
      const { ReadStream } = require('fs');
      return new ReadStream(null, { fd, autoClose: false });
    }
    case 'PIPE':
    case 'TCP': {
      const { openPipe } = require('internal/stream_handle');
      return openPipe(fd);
    }
    default: {
      const { Readable } = require('stream');
      const empty = new Readable({ read() {} });
      empty.push(null);
      return empty;
    }
  }
}

function getStdin() {
  if (streams[0] === undefined) {
    if (makeStream !== undefined) return streams[0] = makeStream(0);
    streams[0] = makeInput(0);
    streams[0].fd = 0;
  }
  return streams[0];
}

module.exports = {
  setStreams,
  stdioMaterialized,
  getStdin,
  getStdout: () => getOutput(1),
  getStderr: () => getOutput(2),
};
