'use strict';

// ChildProcess: a native process handle with its stdio streams, and the rules of when 'exit' and 'close' come.

const { Process } = internalBinding('process_wrap');
const { UV_EACCES, UV_EAGAIN, UV_EINVAL, UV_EMFILE, UV_ENFILE, UV_ENOENT, UV_ENOSYS, UV_ESRCH } = internalBinding('uv');
const EventEmitter = require('events');
const { AbortError, ErrnoException } = require('internal/errors');
const { symbols: { owner_symbol } } = require('internal/async_hooks');
const { getValidStdio, stdioStringToArray } = require('internal/child_process/stdio');
const { convertToValidSignal } = require('internal/util');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const debug = require('internal/util/debuglog').debuglog('child_process');

const kIsUsedAsStdio = Symbol('kIsUsedAsStdio');
// These come as an 'error' event; others are thrown.
const kRunTimeErrors = new Set([UV_EACCES, UV_EAGAIN, UV_EMFILE, UV_ENFILE, UV_ENOENT]);

function ChildProcess() {
  Reflect.apply(EventEmitter, this, []);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle[owner_symbol] = this;
  this._handle.onexit = (exitCode, signalCode) => onExit(this, exitCode, signalCode);
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

// Streams that nobody reads would never end: let them flow away.
function flushStdio(child) {
  for (const stream of child.stdio ?? []) {
    if (stream?.readable && !stream[kIsUsedAsStdio]) stream.resume();
  }
}

function onExit(child, exitCode, signalCode) {
  if (signalCode) child.signalCode = signalCode;
  else child.exitCode = exitCode;
  child.stdin?.destroy();
  child._handle?.close();
  child._handle = null;
  if (exitCode < 0) {
    const { spawnfile } = child;
    const error = new ErrnoException(exitCode, spawnfile ? `spawn ${spawnfile}` : 'spawn');
    if (spawnfile) error.path = spawnfile;
    error.spawnargs = child.spawnargs.slice(1);
    child.emit('error', error);
  } else {
    child.emit('exit', child.exitCode, child.signalCode);
  }
  process.nextTick(flushStdio, child);
  maybeClose(child);
}

function createSocket(handle, readable) {
  const { Socket } = require('net');
  return new Socket({ handle, readable });
}

// The user's own stream went to the child: we stop reading it.
function giveAway({ handle, _stdio: stream }) {
  handle.reading = false;
  handle.readStop();
  stream.pause();
  stream.readableFlowing = false;
  if (stream._readableState) stream._readableState.reading = false;
  stream[kIsUsedAsStdio] = true;
}

function announceChannel(options, ipcFd, serialization) {
  if (options.envPairs === undefined) {
    options.envPairs = Object.entries(process.env).map(([name, value]) => `${name}=${value}`);
  } else {
    validateArray(options.envPairs, 'options.envPairs');
  }
  options.envPairs.push(`NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`);
}

function connectStdio(child, stdio) {
  for (let i = 0; i < stdio.length; i++) {
    const entry = stdio[i];
    if (entry.type === 'ignore') continue;
    if (entry.ipc) {
      child._closesNeeded++;
    } else if (entry.type === 'wrap') {
      giveAway(entry);
    } else if (entry.handle) {
      entry.socket = createSocket(child.pid !== 0 ? entry.handle : null, i > 0);
      if (i > 0 && child.pid !== 0) {
        child._closesNeeded++;
        entry.socket.on('close', () => maybeClose(child));
      }
    }
  }
  child.stdio = stdio.map(({ socket }) => (socket === undefined ? null : socket));
  [child.stdin = null, child.stdout = null, child.stderr = null] = child.stdio;
}

ChildProcess.prototype.spawn = function(options) {
  validateObject(options, 'options');
  const { stdio, ipc, ipcFd } = getValidStdio(options.stdio || 'pipe', false);
  options.stdio = stdio;
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  const serialization = options.serialization || 'json';
  if (ipc !== undefined) announceChannel(options, ipcFd, serialization);
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args === undefined) {
    this.spawnargs = [];
  } else {
    validateArray(options.args, 'options.args');
    this.spawnargs = options.args;
  }

  const err = this._handle.spawn(options);
  if (kRunTimeErrors.has(err)) {
    process.nextTick(() => onExit(this, err, ''));
    // Without a descriptor left there is nothing more to try.
    if (err === UV_EMFILE || err === UV_ENFILE) return err;
  } else if (err) {
    for (const { handle, type } of stdio) if (type === 'pipe') handle.close();
    this._handle.close();
    this._handle = null;
    throw new ErrnoException(err, 'spawn');
  } else {
    process.nextTick(() => this.emit('spawn'));
  }
  this.pid = this._handle.pid;
  connectStdio(this, stdio);
  if (ipc !== undefined) require('internal/child_process/channel').setupChannel(this, ipc, serialization);
  return err;
};

ChildProcess.prototype.kill = function(sig) {
  const signal = sig === 0 ? sig : convertToValidSignal(sig === undefined ? 'SIGTERM' : sig);
  if (!this._handle) return false;
  const err = this._handle.kill(signal);
  if (err === 0) {
    this.killed = true;
    return true;
  }
  if (err === UV_ESRCH) {
    debug('already dead');
  } else if (err === UV_EINVAL || err === UV_ENOSYS) {
    throw new ErrnoException(err, 'kill');
  } else {
    this.emit('error', new ErrnoException(err, 'kill'));
  }
  return false;
};

ChildProcess.prototype[Symbol.dispose] = function() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function() {
  this._handle?.ref();
};

ChildProcess.prototype.unref = function() {
  this._handle?.unref();
};

function abortChildProcess(child, killSignal, reason) {
  try {
    if (child.kill(killSignal)) child.emit('error', new AbortError(undefined, { cause: reason }));
  } catch (error) {
    child.emit('error', error);
  }
}

const { spawn: plainSpawnSync } = internalBinding('spawn_sync');

// The result of one that is waited for.
function spawnSync(options) {
  const binding = internalBinding('spawn_sync');
  if (binding.spawn !== plainSpawnSync) require('internal/child_process/options').spellOutEnvironment(options);
  const result = binding.spawn(options);
  const { encoding } = options;
  if (result.output && encoding && encoding !== 'buffer') {
    result.output = result.output.map((bytes) => (bytes ? bytes.toString(encoding) : bytes));
  }
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  if (result.error) {
    result.error = new ErrnoException(result.error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

module.exports = {
  ChildProcess,
  abortChildProcess,
  get kChannelHandle() { return require('internal/child_process/channel').kChannelHandle; },
  getValidStdio,
  maybeClose,
  get setupChannel() { return require('internal/child_process/channel').setupChannel; },
  spawnSync,
  stdioStringToArray,
};
