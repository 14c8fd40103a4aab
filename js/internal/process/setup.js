'use strict';

// Fills the process object. Runs once, in mksnapshot when there is a startup snapshot: nothing here may differ between two starts. What does
// differ is patched by internal/process/pre_execution.

const binding = internalBinding('process_methods');
const { fields, constants } = internalBinding('env');
const { kExiting, kExitCode, kHasExitCode } = constants;
const { exitInfo } = fields;

const kNodeVersion = '24.12.0';
const kRepository = 'https://nodejs.org/download/release';

function defineReadOnly(name, value) {
  Object.defineProperty(process, name, { __proto__: null, value, enumerable: true, configurable: true, writable: false });
}

function defineLazy(name, get, set) {
  Object.defineProperty(process, name, { __proto__: null, get, set, enumerable: true, configurable: true });
}

function setupEmitter() {
  const EventEmitter = require('events');
  Object.setPrototypeOf(Object.getPrototypeOf(process), EventEmitter.prototype);
  Reflect.apply(EventEmitter, process, []);
  Object.defineProperty(process, Symbol.toStringTag, {
    __proto__: null, value: 'process', enumerable: false, configurable: false, writable: true,
  });
}

function setupIdentity() {
  defineReadOnly('version', `v${kNodeVersion}`);
  defineReadOnly('versions', Object.freeze({ node: kNodeVersion, isoscope: '0.1.0', ...internalBinding('versions') }));
  defineReadOnly('arch', 'x64');
  defineReadOnly('platform', 'linux');
  defineReadOnly('release', {
    name: 'node',
    lts: 'Krypton',
    sourceUrl: `${kRepository}/v${kNodeVersion}/node-v${kNodeVersion}.tar.gz`,
    headersUrl: `${kRepository}/v${kNodeVersion}/node-v${kNodeVersion}-headers.tar.gz`,
  });
  process._rawDebug = rename(require('internal/process/per_thread').rawDebug, '_rawDebug');
  defineReadOnly('moduleLoadList', []);
  process.binding = (name) => require('internal/process/legacy_binding').binding(name);
  rename(process.binding, 'binding');
  process._linkedBinding = function _linkedBinding(name) {
    throw Object.assign(new Error(`No such binding: ${name}`), { code: 'ERR_INVALID_MODULE' });
  };
}

function rename(fn, name) {
  Object.defineProperty(fn, 'name', { __proto__: null, value: name, configurable: true });
  return fn;
}

function setupExitCode() {
  process.domain = null;
  defineLazy('_exiting', () => exitInfo[kExiting] === 1, (value) => { exitInfo[kExiting] = value ? 1 : 0; });
  Object.defineProperty(process, 'exitCode', {
    __proto__: null,
    enumerable: true,
    configurable: false,
    get() { return exitInfo[kHasExitCode] !== 0 ? exitInfo[kExitCode] : undefined; },
    set(code) {
      if (code === null || code === undefined) {
        exitInfo[kHasExitCode] = 0;
        return;
      }
      let value = code;
      if (typeof code === 'string' && code !== '' && !Number.isNaN(Number(code))) value = Number(code);
      require('internal/validators').validateInteger(value, 'code');
      exitInfo[kExitCode] = value;
      exitInfo[kHasExitCode] = 1;
    },
  });
}

function setupMethods() {
  const methods = require('internal/process/per_thread');
  defineLazy('config', () => require('internal/process/config'));
  process.dlopen = function dlopen() {
    return internalBinding('napi').dlopen(...arguments);
  };
  process.uptime = binding.uptime;
  process._getActiveRequests = function _getActiveRequests() { return binding.activeResources(false, false); };
  process._getActiveHandles = function _getActiveHandles() {
    const { symbols: { owner_symbol } } = require('internal/async_hooks');
    return binding.activeResources(true, false).map((handle) => handle[owner_symbol] ?? handle);  // Sockets, servers, child processes.
  };
  process.getActiveResourcesInfo = methods.getActiveResourcesInfo;
  process.reallyExit = binding.reallyExit;
  process._kill = rename(binding.kill, '_kill');
  process.loadEnvFile = methods.loadEnvFile;
  process.cpuUsage = methods.cpuUsage;
  process.threadCpuUsage = methods.threadCpuUsage;
  process.resourceUsage = methods.resourceUsage;
  process.memoryUsage = methods.memoryUsage;
  process.constrainedMemory = binding.constrainedMemory;
  process.availableMemory = binding.availableMemory;
  process.kill = methods.kill;
  process.exit = methods.exit;
  process.ref = methods.ref;
  process.unref = methods.unref;
  let finalization;
  defineLazy('finalization', () => finalization ??= require('internal/process/finalization').createFinalization(),
    (value) => { finalization = value; });
  process.hrtime = methods.hrtime;
  process._startProfilerIdleNotifier = () => {};
  process._stopProfilerIdleNotifier = () => {};
  process.execve = methods.execve;
  process.openStdin = () => {
    process.stdin.resume();
    return process.stdin;
  };
  const credentials = internalBinding('credentials');
  for (const name of ['getuid', 'geteuid', 'getgid', 'getegid']) process[name] = credentials[name];
  process.getgroups = methods.getgroups;
}

function setupFeatures() {
  let flags;
  defineLazy('allowedNodeEnvironmentFlags', () => flags ??= require('internal/process/allowed_flags').makeAllowedFlags(), (value) => {
    Object.defineProperty(process, 'allowedNodeEnvironmentFlags', {
      __proto__: null, value, enumerable: true, configurable: true, writable: true,
    });
  });
  const { getOptionValue } = require('internal/options');
  Object.defineProperty(process, 'features', {
    __proto__: null,
    enumerable: true,
    configurable: false,
    writable: false,
    // What is really there: programs choose by it.
    value: {
      inspector: true,
      debug: false,
      uv: true,
      ipv6: true,
      tls_alpn: false,
      tls_sni: false,
      tls_ocsp: false,
      tls: false,
      openssl_is_boringssl: false,
      get cached_builtins() { return true; },
      get require_module() { return getOptionValue('--experimental-require-module'); },
      get typescript() {
        if (getOptionValue('--experimental-transform-types')) return 'transform';
        return getOptionValue('--strip-types') ? 'strip' : false;
      },
    },
  });
}

function setupErrorsAndTicks() {
  const uncaught = require('internal/process/uncaught');
  process._fatalException = uncaught.onUncaughtException;
  process.setUncaughtExceptionCaptureCallback = uncaught.setUncaughtExceptionCaptureCallback;
  process.hasUncaughtExceptionCaptureCallback = uncaught.hasUncaughtExceptionCaptureCallback;
  const { emitWarning, onWarning } = require('internal/process/warning');
  process.emitWarning = emitWarning;
  const { nextTick, runNextTicks, setupTaskQueue } = require('internal/process/task_queues');
  process.nextTick = nextTick;
  process._tickCallback = runNextTicks;
  setupTaskQueue();
  uncaught.setupUncaught();
  require('internal/async_hooks').setupHostHooks(internalBinding('env').setHostFunction);
  require('internal/timers').setupTimers();

  defineLazy('sourceMapsEnabled', () => require('internal/source_map').getSourceMapsSupport().enabled);
  process.setSourceMapsEnabled = function setSourceMapsEnabled(value) {
    require('internal/validators').validateBoolean(value, 'val');
    require('internal/source_map').setSourceMapsSupport(value, { nodeModules: value, generatedCode: value });
  };
  process.getBuiltinModule = function getBuiltinModule(id) {
    require('internal/validators').validateString(id, 'id');
    if (!require('module').isBuiltin(id)) return undefined;
    return require('internal/realm').requireBuiltin(id.startsWith('node:') ? id.slice(5) : id);
  };
  process.on('warning', onWarning);
}

function setupMainThread() {
  const { startListeningIfSignal, stopListeningIfSignal } = require('internal/process/signal');
  const stdio = require('internal/process/stdio');
  const methods = require('internal/process/per_thread');
  process.on('newListener', startListeningIfSignal);
  process.on('removeListener', stopListeningIfSignal);
  defineLazy('stdout', stdio.getStdout);
  defineLazy('stdin', stdio.getStdin);
  defineLazy('stderr', stdio.getStderr);
  process.abort = binding.abort;
  process.umask = methods.umask;
  process.chdir = methods.chdir;
  process.cwd = methods.cwd;
  process.initgroups = methods.initgroups;
  process.setgroups = methods.setgroups;
  process.setegid = methods.setegid;
  process.seteuid = methods.seteuid;
  process.setgid = methods.setgid;
  process.setuid = methods.setuid;
  process.env = {};  // Until the process it belongs to is known.
  defineLazy('title', binding.getTitle, (value) => binding.setTitle(`${value}`));
  process.argv = [];
  process.execArgv = [];
  process.execPath = '';
  defineLazy('debugPort', () => internalBinding('inspector').debugPort(), (port) => require('internal/inspector/process').setDebugPort(port));
  process._debugProcess = (pid) => require('internal/inspector/process').debugProcess(pid);
  rename(process._debugProcess, '_debugProcess');
  process._debugEnd = () => internalBinding('inspector').close();
  rename(process._debugEnd, '_debugEnd');
  defineLazy('ppid', binding.ppid);
  let report;
  defineLazy('report', () => report ??= require('internal/process/report').makeReport());
}

function setupProcess() {
  setupIdentity();
  setupEmitter();
  setupExitCode();
  setupMethods();
  setupFeatures();
  setupErrorsAndTicks();
  setupMainThread();
}

module.exports = { setupProcess };
