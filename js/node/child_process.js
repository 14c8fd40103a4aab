'use strict';

const {
  codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_CHILD_PROCESS_STDIO_MAXBUFFER, ERR_INVALID_ARG_TYPE },
  genericNodeError,
} = require('internal/errors');
const internal = require('internal/child_process');
const {
  checkNoNul, checkNoNuls, normalizeExecArguments, normalizeExecFileArguments, normalizeSpawnArguments, sanitizeKillSignal, validateMaxBuffer,
  validateTimeout,
  spellOutEnvironment,
} = require('internal/child_process/options');
const { getValidatedPath } = require('internal/fs/paths');
const { getSystemErrorName } = require('internal/util');
const { promisify } = require('internal/util/promisify');
const { isArrayBufferView } = require('internal/util/types');
const { validateAbortSignal, validateArray, validateObject } = require('internal/validators');
const { clearTimeout, setTimeout } = require('timers');

const { ChildProcess, abortChildProcess, getValidStdio, stdioStringToArray } = internal;
const kMaxBuffer = 1024 * 1024;

// ---- spawn ----

function killAfter(child, milliseconds, killSignal) {
  let timer = setTimeout(() => {
    timer = undefined;
    try {
      child.kill(killSignal);
    } catch (error) {
      child.emit('error', error);
    }
  }, milliseconds);
  child.once('exit', () => clearTimeout(timer));
}

function killOnAbort(child, signal, killSignal) {
  const onAbort = () => abortChildProcess(child, killSignal, signal.reason);
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  const disposable = require('events').addAbortListener(signal, onAbort);
  child.once('exit', () => disposable[Symbol.dispose]());
}

const plainSpawn = ChildProcess.prototype.spawn;

function spawn(file, args, options) {
  options = normalizeSpawnArguments(file, args, options);
  validateTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = sanitizeKillSignal(options.killSignal);
  const child = new ChildProcess();
  if (child.spawn !== plainSpawn) spellOutEnvironment(options);
  child.spawn(options);
  if (options.timeout > 0) killAfter(child, options.timeout, killSignal);
  if (options.signal) killOnAbort(child, options.signal, killSignal);
  return child;
}

// ---- execFile and exec ----

// What came of one output stream, no more than `limit` bytes of it.
class Output {
  constructor(stream, encoding, limit, onOverflow) {
    this.parts = [];
    this.size = 0;
    this.stream = stream;
    this.encoding = encoding;
    if (!stream) return;
    if (encoding) stream.setEncoding(encoding);
    stream.on('data', (chunk) => this.add(chunk, limit, onOverflow));
  }

  add(chunk, limit, onOverflow) {
    if (limit === Infinity) {
      this.parts.push(chunk);
      return;
    }
    const encoding = this.stream.readableEncoding;
    const size = encoding ? Buffer.byteLength(chunk, encoding) : chunk.length;
    this.size += size;
    if (this.size <= limit) {
      this.parts.push(chunk);
      return;
    }
    this.parts.push(chunk.slice(0, limit - (this.size - size)));
    onOverflow();
  }

  get() {
    if (this.encoding || this.stream?.readableEncoding) return this.parts.join('');
    return Buffer.concat(this.parts);
  }
}

// The two outputs of an execFile() and how it ends: once, however many ways lead there.
class Execution {
  constructor(child, file, args, options, callback) {
    this.child = child;
    this.command = args?.length > 0 ? `${file} ${args.join(' ')}` : file;
    this.options = options;
    this.callback = callback;
    this.ended = false;
    this.killed = false;
    this.error = null;
    const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ? options.encoding : null;
    const collect = (name) => new Output(child[name], encoding, options.maxBuffer, () => {
      this.error = new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name);
      this.kill();
    });
    this.stdout = collect('stdout');
    this.stderr = collect('stderr');
    if (options.timeout > 0) this.timer = setTimeout(() => this.kill(), options.timeout);
    child.addListener('close', (code, signal) => this.end(code, signal));
    child.addListener('error', (error) => {
      this.error = error;
      child.stdout?.destroy();
      child.stderr?.destroy();
      this.end();
    });
  }

  kill() {
    const { child } = this;
    child.stdout?.destroy();
    child.stderr?.destroy();
    this.killed = true;
    try {
      child.kill(this.options.killSignal);
    } catch (error) {
      this.error ??= error;
      this.end();
    }
  }

  end(code = undefined, signal = undefined) {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    if (!this.callback) return;
    const stdout = this.stdout.get();
    const stderr = this.stderr.get();
    if (!this.error && code === 0 && signal === null) {
      this.callback(null, stdout, stderr);
      return;
    }
    this.error ??= genericNodeError(`Command failed: ${this.command}\n${stderr}`, {
      code: code < 0 ? getSystemErrorName(code) : code,
      killed: this.child.killed || this.killed,
      signal,
    });
    this.error.cmd = this.command;
    this.callback(this.error, stdout, stderr);
  }
}

function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFileArguments(file, args, options, callback));
  options = {
    encoding: 'utf8', timeout: 0, maxBuffer: kMaxBuffer, killSignal: 'SIGTERM', cwd: null, env: null, shell: false, ...options,
  };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = sanitizeKillSignal(options.killSignal);
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    argv0: options.argv0,
    gid: options.gid,
    shell: options.shell,
    signal: options.signal,
    uid: options.uid,
    windowsHide: Boolean(options.windowsHide),
    windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  });
  new Execution(child, file, args, options, callback);
  return child;
}

function exec(command, options, callback) {
  const normalized = normalizeExecArguments(command, options, callback);
  return execFile(normalized.file, normalized.options, normalized.callback);
}

// util.promisify() gives both outputs, and the child.
function promisified(original) {
  const fn = (...args) => {
    const { promise, resolve, reject } = Promise.withResolvers();
    promise.child = original(...args, (error, stdout, stderr) => {
      if (error !== null) {
        error.stdout = stdout;
        error.stderr = stderr;
        reject(error);
      } else {
        resolve({ stdout, stderr });
      }
    });
    return promise;
  };
  Object.defineProperty(fn, 'name', { __proto__: null, value: original.name });
  return fn;
}

for (const fn of [exec, execFile]) {
  Object.defineProperty(fn, promisify.custom, { __proto__: null, enumerable: false, value: promisified(fn) });
}

// ---- fork ----

// An -e or -p of ours is not for the child: it would fork again.
function inheritedExecArgv() {
  const { execArgv } = process;
  if (process._eval == null) return execArgv;
  const index = execArgv.lastIndexOf(process._eval);
  return index > 0 ? execArgv.toSpliced(index - 1, 2) : execArgv;
}

function fork(modulePath, args = [], options = undefined) {
  modulePath = getValidatedPath(modulePath, 'modulePath');
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = [];
  } else {
    validateArray(args, 'args');
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= process.execPath;
  checkNoNul(options.execPath, 'options.execPath');
  const execArgv = options.execArgv || inheritedExecArgv();
  checkNoNuls(execArgv, 'options.execArgv');
  args = [...execArgv, modulePath, ...args];
  if (typeof options.stdio === 'string') {
    options.stdio = stdioStringToArray(options.stdio, 'ipc');
  } else if (!Array.isArray(options.stdio)) {
    options.stdio = stdioStringToArray(options.silent ? 'pipe' : 'inherit', 'ipc');
  } else if (!options.stdio.includes('ipc')) {
    throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  }
  return spawn(options.execPath, args, options);
}

// Connects this process to the parent that forked it. At startup only.
function _forkChild(fd, serializationMode) {
  require('internal/child_process/channel').setupChildChannel(fd, serializationMode);
}

// ---- The synchronous three ----

function checkInput(entry, index, encoding) {
  const { input } = entry;
  if (input == null) return entry;
  if (isArrayBufferView(input)) return entry;
  if (typeof input === 'string') return { ...entry, input: Buffer.from(input, encoding) };
  throw new ERR_INVALID_ARG_TYPE(`options.stdio[${index}]`, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
}

function spawnSync(file, args, options) {
  options = { maxBuffer: kMaxBuffer, ...normalizeSpawnArguments(file, args, options) };
  validateTimeout(options.timeout);
  validateMaxBuffer(options.maxBuffer);
  options.killSignal = sanitizeKillSignal(options.killSignal);
  const { stdio } = getValidStdio(options.stdio || 'pipe', true);
  if (options.input) stdio[0] = { ...stdio[0], input: options.input };
  options.stdio = stdio.map((entry, index) => checkInput(entry, index, options.encoding));
  return internal.spawnSync(options);
}

// What execSync() and execFileSync() throw; undefined after a success.
function failureOf(result, args, command) {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  let message = `Command failed: ${command || args.join(' ')}`;
  if (result.stderr?.length > 0) message += `\n${result.stderr.toString()}`;
  return genericNodeError(message, result);
}

function outputOrThrow(result, inheritStderr, args, command) {
  if (inheritStderr && result.stderr) process.stderr.write(result.stderr);
  const error = failureOf(result, args, command);
  if (error) throw error;
  return result.stdout;
}

function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFileArguments(file, args, options));
  const inheritStderr = !options.stdio;
  const result = spawnSync(file, args, options);
  return outputOrThrow(result, inheritStderr, [options.argv0 || file, ...args], undefined);
}

function execSync(command, options) {
  const normalized = normalizeExecArguments(command, options, null);
  const inheritStderr = !normalized.options.stdio;
  const result = spawnSync(normalized.file, normalized.options);
  return outputOrThrow(result, inheritStderr, undefined, command);
}

module.exports = {
  _forkChild,
  ChildProcess,
  exec,
  execFile,
  execFileSync,
  execSync,
  fork,
  spawn,
  spawnSync,
};
