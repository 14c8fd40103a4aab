'use strict';

// Worker, as its parent holds it: the native thread, a main port for what the host itself has to say, a public port for the user's messages.

const EventEmitter = require('events');
const { isLoaded } = require('internal/realm');
const path = require('path');
const { codes } = require('internal/errors');
const { Worker: NativeWorker, threadId, threadName, resourceLimits } = internalBinding('worker');
const { MessageChannel, drainPort, nativePort, setupPortReferencing } = require('internal/worker/io');
const { validateArray, validateObject, validateString } = require('internal/validators');

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');
const environmentData = new Map();

// What a worker is started with, read in internal/main/worker_thread.
const self = { threadId: threadId(), threadName: threadName() };
const isMainThread = self.threadId === 0;

const limitNames = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];

function limitsObject(values) {
  return Object.fromEntries(limitNames.map((name, index) => [name, values[index]]));
}

function limitsArray(limits) {
  return limitNames.map((name) => (typeof limits?.[name] === 'number' ? limits[name] : -1));
}

function isUrl(value) {
  return typeof value === 'object' && value !== null && typeof value.href === 'string' && typeof value.protocol === 'string' &&
         value.auth === undefined && value.path === undefined;
}

// => [what to run, how: false for a file, else 'classic', 'module' or 'data-url']
function whatToRun(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new codes.ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return [filename, 'classic'];
  }
  if (isUrl(filename)) {
    if (filename.protocol === 'data:') return [`${filename}`, 'data-url'];
    if (filename.protocol !== 'file:') throw new codes.ERR_INVALID_URL_SCHEME('file');
    return [require('internal/url').fileURLToPath(filename), false];
  }
  if (typeof filename !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  if (!path.isAbsolute(filename) && !/^\.\.?[\\/]/.test(filename)) throw new codes.ERR_WORKER_PATH(filename);
  return [path.resolve(filename), false];
}

// For debuggers.
function urlOf(script, how) {
  if (how === 'data-url') return script;
  return how ? '' : require('internal/modules/helpers').pathToUrl(script);
}

function environmentOf(env) {
  if (typeof env === 'object' && env !== null) return env;
  if (env === undefined || env === null) return null;
  if (env === SHARE_ENV) return true;
  throw new codes.ERR_INVALID_ARG_TYPE('options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
}

function pipeWithoutWarning(source, destination) {
  const before = [source.getMaxListeners(), destination.getMaxListeners()];
  source.setMaxListeners(Infinity);
  destination.setMaxListeners(Infinity);
  source.pipe(destination);
  source.setMaxListeners(before[0]);
  destination.setMaxListeners(before[1]);
}

class Worker extends EventEmitter {
  #handle;
  #port;
  #publicPort;
  #stdio;
  #threadId;
  #threadName;
  #performance;
  #limits;

  constructor(filename, options = {}) {
    super();
    if (options?.execArgv) validateArray(options.execArgv, 'options.execArgv');
    if (options === null || typeof options !== 'object') options = {};
    let argv;
    if (options.argv) {
      validateArray(options.argv, 'options.argv');
      argv = options.argv.map(String);
    }
    const [script, how] = whatToRun(filename, options);
    const env = environmentOf(options.env);
    let name = 'WorkerThread';
    if (options.name) {
      validateString(options.name, 'options.name');
      name = options.name.trim();
    }

    if (options.resourceLimits) validateObject(options.resourceLimits, 'options.resourceLimits');
    const handle = new NativeWorker(name, env, options.execArgv, argv, limitsArray(options.resourceLimits), urlOf(script, how));
    if (handle.badOptions !== undefined) {
      if (handle.badInEnvironment) throw new codes.ERR_WORKER_INVALID_EXEC_ARGV(handle.badOptions, 'invalid NODE_OPTIONS env variable');
      throw new codes.ERR_WORKER_INVALID_EXEC_ARGV(handle.badOptions);
    }
    this.#handle = handle;
    if (isLoaded('diagnostics_channel')) require('diagnostics_channel').channel('worker_threads').publish({ worker: this });
    this.#threadId = handle.threadId;
    this.#threadName = name;
    this.#limits = handle.getResourceLimits();
    handle.onexit = (code, errorCode, reason) => this.#onExit(code, errorCode, reason);
    this.#port = handle.messagePort;
    this.#port.on('message', (message) => this.#onMessage(message));
    nativePort.unref.call(this.#port);
    this.#setupStdio(options);

    const { port1, port2 } = new MessageChannel();
    const transferList = options.transferList ? [port2, ...options.transferList] : [port2];
    this.#publicPort = port1;
    for (const type of ['message', 'messageerror']) port1.on(type, (message) => this.emit(type, message));
    setupPortReferencing(port1, this, 'message');
    try {
      this.#port.postMessage({
        type: 'loadScript',
        filename: script,
        doEval: how,
        isInternalThread: false,
        workerData: options.workerData,
        environmentData,
        hasStdin: Boolean(options.stdin),
        trackFds: options.trackUnmanagedFds ?? true,
        publicPort: port2,
      }, transferList);
    } catch (error) {
      handle.close();  // Nothing of a worker that never starts keeps the loop alive.
      this.#port.close();
      port1.close();
      throw error;
    }

    const err = handle.startThread();
    if (err !== 0) {
      this.#port.close();
      port1.close();
      const { uvErrname } = internalBinding('uv');
      throw new codes.ERR_WORKER_INIT_FAILED(typeof uvErrname === 'function' ? uvErrname(err) : err);
    }
    process.nextTick(() => process.emit('worker', this));
  }

  #setupStdio(options) {
    const { ReadableWorkerStdio, WritableWorkerStdio } = require('internal/worker/stdio');
    const port = this.#port;
    const stdin = options.stdin ? new WritableWorkerStdio(port, 'stdin') : null;
    const stdout = new ReadableWorkerStdio(port, 'stdout', Boolean(options.stdout));
    if (!options.stdout) pipeWithoutWarning(stdout, process.stdout);
    const stderr = new ReadableWorkerStdio(port, 'stderr', Boolean(options.stderr));
    if (!options.stderr) pipeWithoutWarning(stderr, process.stderr);
    this.#stdio = { stdin, stdout, stderr };
  }

  #onExit(code, errorCode, reason) {
    drainPort(this.#publicPort);
    drainPort(this.#port);
    this.removeAllListeners('message');
    this.removeAllListeners('messageerrors');
    this.#dispose();
    if (errorCode !== undefined) {
      this.emit('error', new codes[errorCode](reason));
    }
    this.emit('exit', code);
  }

  #dispose() {
    if (this.#handle.onanswer !== undefined) require('internal/worker/inspection').giveUp(this.#handle);
    this.#handle.onexit = null;
    this.#handle = undefined;
    this.#port = undefined;
    this.#publicPort = undefined;
    this.#threadId = -1;
    this.#threadName = null;
    const { stdout, stderr } = this.#stdio;
    for (const stream of [stdout, stderr]) {
      if (!stream.readableEnded && !stream.destroyed && !stream._readableState.ended) stream.push(null);
    }
  }

  #onMessage(message) {
    switch (message.type) {
      case 'upAndRunning':
        this.emit('online');
        return;
      case 'couldNotSerializeError':
        this.emit('error', new codes.ERR_WORKER_UNSERIALIZABLE_ERROR());
        return;
      case 'errorMessage': {
        const { deserializeError } = require('internal/error_serdes');
        this.emit('error', deserializeError(message.error));
        return;
      }
      case 'stdioPayload': {
        const stream = this.#stdio[message.stream];
        for (const { chunk, encoding } of message.chunks) stream.push(chunk, encoding);
        return;
      }
      case 'stdioWantsMoreData':
        this.#stdio[message.stream]?.wantsMore();
    }
  }

  postMessage(...args) {
    if (this.#publicPort === undefined) return;
    this.#publicPort.postMessage(...args);
  }

  terminate(callback) {
    this.ref();
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.', 'DeprecationWarning', 'DEP0132');
      if (this.#handle === undefined) return Promise.resolve();
      this.once('exit', (exitCode) => callback(null, exitCode));
    }
    if (this.#handle === undefined) return Promise.resolve();
    this.#handle.stopThread();
    // Not events.once(): an 'error' may come before.
    return new Promise((resolve) => { this.once('exit', resolve); });
  }

  async [Symbol.asyncDispose]() {
    await this.terminate();
  }

  ref() {
    if (this.#handle === undefined) return;
    this.#handle.ref();
    nativePort.ref.call(this.#publicPort);
  }

  unref() {
    if (this.#handle === undefined) return;
    this.#handle.unref();
    nativePort.unref.call(this.#publicPort);
  }

  get threadId() {
    return this.#threadId;
  }

  get threadName() {
    return this.#threadName;
  }

  get stdin() {
    return this.#stdio.stdin;
  }

  get stdout() {
    return this.#stdio.stdout;
  }

  get stderr() {
    return this.#stdio.stderr;
  }

  get performance() {
    return this.#performance ??= require('internal/worker/inspection').makePerformance(() => this.#handle);
  }

  get resourceLimits() {
    return this.#handle === undefined ? {} : limitsObject(this.#limits);
  }

  getHeapSnapshot(options) {
    return require('internal/worker/inspection').getHeapSnapshot(this.#handle, options);
  }

  getHeapStatistics() {
    return require('internal/worker/inspection').getHeapStatistics(this.#handle);
  }

  cpuUsage(previous) {
    return require('internal/worker/inspection').cpuUsage(this.#handle, previous);
  }

  startCpuProfile() {
    return require('internal/worker/inspection').startCpuProfile(this.#handle);
  }

  startHeapProfile() {
    return require('internal/worker/inspection').startHeapProfile(this.#handle);
  }
}

// ---- Environment data ----

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

if (!isMainThread) {
  const inherited = require('internal/main/worker_thread').given.environmentData;
  if (inherited !== undefined) for (const [key, value] of inherited) environmentData.set(key, value);
}

module.exports = {
  SHARE_ENV,
  Worker,
  getEnvironmentData,
  isMainThread,
  resourceLimits: isMainThread ? {} : limitsObject(resourceLimits()),
  setEnvironmentData,
  threadId: self.threadId,
  threadName: isMainThread ? '' : self.threadName,
};
