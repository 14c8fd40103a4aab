'use strict';

const binding = internalBinding('tty');
const { ErrnoException, codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const SyncWriteStream = require('internal/process/sync_write_stream');
const { HandleStream } = require('internal/stream_handle');
const { getColorDepth, hasColors } = require('internal/tty');

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && binding.isTTY(fd);
}

function checkFd(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
}

function initFailed(errno) {
  const [code, message] = internalBinding('uv').getErrorMap().get(errno);
  return new ERR_TTY_INIT_FAILED({ errno, code, message, syscall: 'uv_tty_init' });
}

function openTerminal(fd) {
  checkFd(fd);
  const failure = {};
  const handle = new binding.TTY(fd, failure);
  if (failure.errno !== undefined) throw initFailed(failure.errno);
  return handle;
}

class TerminalReadStream extends HandleStream {
  constructor(fd, options) {
    super(openTerminal(fd), { readableHighWaterMark: 0, writable: false, ...options });
    this.fd = fd;
    this.isRaw = false;
    this.isTTY = true;
  }

  setRawMode(flag) {
    const raw = Boolean(flag);
    const err = this._handle?.setRawMode(raw);
    if (err) this.emit('error', new ErrnoException(err, 'setRawMode'));
    else this.isRaw = raw;
    return this;
  }
}

// Writing to a terminal is synchronous, so that output and prompts never interleave out of order.
class TerminalWriteStream extends SyncWriteStream {
  constructor(fd) {
    checkFd(fd);
    super(fd);
    if (!isatty(fd)) throw initFailed(internalBinding('uv').UV_EINVAL);
    const size = binding.getWindowSize(fd);
    if (typeof size !== 'number') [this.columns, this.rows] = size;
  }

  _refreshSize() {
    const size = binding.getWindowSize(this.fd);
    if (typeof size === 'number') {
      this.emit('error', new ErrnoException(size, 'getWindowSize'));
      return;
    }
    const [columns, rows] = size;
    if (columns === this.columns && rows === this.rows) return;
    this.columns = columns;
    this.rows = rows;
    this.emit('resize');
  }

  cursorTo(x, y, callback) { return require('readline').cursorTo(this, x, y, callback); }
  moveCursor(dx, dy, callback) { return require('readline').moveCursor(this, dx, dy, callback); }
  clearLine(direction, callback) { return require('readline').clearLine(this, direction, callback); }
  clearScreenDown(callback) { return require('readline').clearScreenDown(this, callback); }
  getWindowSize() { return [this.columns, this.rows]; }
}
TerminalWriteStream.prototype.isTTY = true;
TerminalWriteStream.prototype.getColorDepth = getColorDepth;
TerminalWriteStream.prototype.hasColors = hasColors;

// Node's are callable without `new`.
function callable(Class, name) {
  function Stream(...args) {
    return Reflect.construct(Class, args, new.target ?? Stream);
  }
  Object.defineProperty(Stream, 'name', { __proto__: null, value: name, configurable: true });
  Object.setPrototypeOf(Stream, Class);
  Stream.prototype = Class.prototype;
  Object.defineProperty(Stream.prototype, 'constructor', { __proto__: null, value: Stream, writable: true, configurable: true });
  return Stream;
}

module.exports = { isatty, ReadStream: callable(TerminalReadStream, 'ReadStream'), WriteStream: callable(TerminalWriteStream, 'WriteStream') };
