'use strict';

// The methods of `process` that read or change the operating system's view of it. All validation is here; the binding gives values or codes.

const binding = internalBinding('process_methods');
const { fields, constants } = internalBinding('env');
const { kExiting } = constants;
const { cpuUsage: usageValues, exitInfo, hrtime: hrtimeBigIntValue, hrtimeParts, memoryUsage: memoryValues } = fields;
const {
  ErrnoException,
  UVException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_CREDENTIAL, ERR_UNKNOWN_SIGNAL },
} = require('internal/errors');
const { validateArray, validateNumber, validateObject, validateString, validateUint32 } = require('internal/validators');

// ---- Clocks ----

function hrtime(time) {
  binding.hrtime();
  const seconds = hrtimeParts[0] * 0x100000000 + hrtimeParts[1];
  const nanoseconds = hrtimeParts[2];
  if (time === undefined) return [seconds, nanoseconds];
  validateArray(time, 'time');
  if (time.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, time.length);
  const difference = nanoseconds - time[1];
  return difference < 0 ? [seconds - time[0] - 1, difference + 1e9] : [seconds - time[0], difference];
}

hrtime.bigint = function bigint() {
  binding.hrtimeBigInt();
  return hrtimeBigIntValue[0];
};

// ---- Figures ----

function isValidUsage(value) {
  return typeof value === 'number' && value <= Number.MAX_SAFE_INTEGER && value >= 0;
}

function checkUsage(previous) {
  for (const part of ['user', 'system']) {
    if (isValidUsage(previous[part])) continue;
    if (part === 'user') validateObject(previous, 'prevValue');
    validateNumber(previous[part], `prevValue.${part}`);
    throw new ERR_INVALID_ARG_VALUE.RangeError(`prevValue.${part}`, previous[part]);
  }
}

function readUsage(read, previous) {
  if (previous) checkUsage(previous);
  const err = read();
  if (err) throw new UVException({ errno: err, syscall: 'uv_getrusage' });
  const [user, system] = usageValues;
  return previous ? { user: user - previous.user, system: system - previous.system } : { user, system };
}

function cpuUsage(prevValue) {
  return readUsage(binding.cpuUsage, prevValue);
}

function threadCpuUsage(prevValue) {
  return readUsage(binding.threadCpuUsage, prevValue);
}

const resourceNames = [
  'userCPUTime', 'systemCPUTime', 'maxRSS', 'sharedMemorySize', 'unsharedDataSize', 'unsharedStackSize', 'minorPageFault', 'majorPageFault',
  'swappedOut', 'fsRead', 'fsWrite', 'ipcSent', 'ipcReceived', 'signalsCount', 'voluntaryContextSwitches', 'involuntaryContextSwitches',
];

function resourceUsage() {
  const err = binding.cpuUsage();
  if (err) throw new ErrnoException(err, 'uv_getrusage');
  const result = {};
  for (let i = 0; i < resourceNames.length; i++) result[resourceNames[i]] = usageValues[i];
  return result;
}

function memoryUsage() {
  const err = binding.memoryUsage();
  if (err) throw new UVException({ errno: err, syscall: 'uv_resident_set_memory' });
  const [rss, heapTotal, heapUsed, external, arrayBuffers] = memoryValues;
  return { rss, heapTotal, heapUsed, external, arrayBuffers };
}

memoryUsage.rss = function rss() {
  const value = binding.rss();
  if (value < 0) throw new UVException({ errno: value, syscall: 'uv_resident_set_memory' });
  return value;
};

// ---- Directory and mask ----

let cachedCwd = '';

function uncachedCwd() {
  const result = binding.cwd();
  if (typeof result === 'string') return result;
  throw new UVException({
    errno: result,
    syscall: 'uv_cwd',
    message: 'process.cwd failed with error no such file or directory, the current working directory was likely removed ' +
             'without changing the working directory',
  });
}

function cwd() {
  if (cachedCwd === '') cachedCwd = uncachedCwd();
  return cachedCwd;
}

function chdir(directory) {
  validateString(directory, 'directory');
  const err = directory.includes('\u0000') ? -2 : binding.chdir(directory);
  if (err) {
    const from = binding.cwd();
    throw new UVException({ errno: err, syscall: 'chdir', path: typeof from === 'string' ? from : undefined, dest: directory });
  }
  cachedCwd = '';
}

function resetCwdCache() {
  cachedCwd = '';
}

const octal = /^[0-7]+$/;

function parseFileMode(value, name) {
  if (typeof value === 'string') {
    if (!octal.test(value)) {
      throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = Number.parseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

function umask(mask) {
  return binding.umask(mask === undefined ? undefined : parseFileMode(mask, 'mask'));
}

function isEnvironment(env) {
  return Object.entries(env).every(([key, value]) => typeof value === 'string' && !key.includes('\0') && !value.includes('\0'));
}

// Replaces the process by another program.
function execve(execPath, args = [], env = process.env) {
  const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
  const { emitExperimentalWarning } = require('internal/util');
  const { validateArray, validateObject, validateString } = require('internal/validators');
  emitExperimentalWarning('process.execve');
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  args.forEach((arg, i) => {
    if (typeof arg !== 'string' || arg.includes('\0')) throw new ERR_INVALID_ARG_VALUE(`args[${i}]`, arg, 'must be a string without null bytes');
  });
  if (env !== undefined) validateObject(env, 'env');
  if (!isEnvironment(env)) {
    throw new ERR_INVALID_ARG_VALUE('env', env, 'must be an object with string keys and values without null bytes');
  }
  const err = binding.execve(execPath, args, Object.entries(env).map(([key, value]) => `${key}=${value}`));
  const { UVException } = require('internal/errors');
  throw new UVException({ errno: err, syscall: 'execve', path: execPath });
}

// ---- Signals and the end ----

function kill(pid, sig) {
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let number;
  if (sig === (sig | 0)) {
    number = sig;  // 0 only asks whether the process is there.
  } else {
    sig ||= 'SIGTERM';
    number = internalBinding('constants').os.signals[sig];
    if (!number) throw new ERR_UNKNOWN_SIGNAL(sig);
  }
  const err = process._kill(Number(pid), number);
  if (err) throw new ErrnoException(err, 'kill');
  return true;
}

// --trace-exit
function traceExit() {
  const trace = {};
  Error.captureStackTrace(trace, traceExit);
  const thread = internalBinding('worker').threadId();
  const where = thread === 0 ? `${process.pid}` : `${process.pid}, thread:${thread}`;
  const frames = trace.stack.slice(trace.stack.indexOf('\n') + 1);
  binding.writeSync(2, `(node:${where}) WARNING: Exited the environment with code ${process.exitCode || 0}\n${frames}\n\n`);
}

function exit(code) {
  if (arguments.length !== 0) process.exitCode = code;
  if (exitInfo[kExiting] === 0) {
    exitInfo[kExiting] = 1;
    process.emit('exit', process.exitCode || 0);
  }
  if (require('internal/options').getOptionValue('--trace-exit')) traceExit();
  require('internal/process/exit').runEndHooks();
  // As a method of process: programs replace it.
  process.reallyExit(process.exitCode || 0);
}

// ---- Users and groups ----

const credentials = internalBinding('credentials');

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

function makeIdSetter(set, kind, syscall) {
  return function(id) {
    validateId(id, 'id');
    const result = set(typeof id === 'number' ? id >>> 0 : id);
    if (result === 1) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
    if (result < 0) throw new ErrnoException(result, syscall);
  };
}

function setgroups(groups) {
  validateArray(groups, 'groups');
  const ids = groups.map((group, index) => {
    validateId(group, `groups[${index}]`);
    if (typeof group === 'number') return group;
    const id = credentials.resolveGroup(group);
    if (id < 0) throw new ERR_UNKNOWN_CREDENTIAL('Group', group);
    return id;
  });
  const result = credentials.setgroups(ids);
  if (result < 0) throw new ErrnoException(result, 'setgroups');
}

function initgroups(user, extraGroup) {
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const result = credentials.initgroups(user, extraGroup);
  if (result === 1) throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  if (result === 2) throw new ERR_UNKNOWN_CREDENTIAL('Group', extraGroup);
  if (result < 0) throw new ErrnoException(result, 'initgroups');
}

function getgroups() {
  const groups = credentials.getgroups();
  if (typeof groups === 'number') throw new ErrnoException(groups, 'getgroups');
  return groups;
}

// ---- What is alive ----

function getActiveResourcesInfo() {
  const { immediateInfo, timerInfo } = fields;
  return [
    ...binding.activeResources(false, true),
    ...binding.activeResources(true, true),
    ...new Array(timerInfo[constants.kActiveTimeouts]).fill('Timeout'),
    ...new Array(immediateInfo[constants.kImmediateRefCount]).fill('Immediate'),
  ];
}

function ref(maybeRefable) {
  if (maybeRefable == null) return;
  const fn = maybeRefable[Symbol.for('nodejs.ref')] || maybeRefable.ref;
  if (typeof fn === 'function') Reflect.apply(fn, maybeRefable, []);
}

function unref(maybeRefable) {
  if (maybeRefable == null) return;
  const fn = maybeRefable[Symbol.for('nodejs.unref')] || maybeRefable.unref;
  if (typeof fn === 'function') Reflect.apply(fn, maybeRefable, []);
}

function loadEnvFile(path = undefined) {
  const { toPathIfFileURL } = require('internal/url');
  const file = path === undefined || path === null ? '.env' : toPathIfFileURL(path);
  const content = require('fs').readFileSync(file, 'utf8');
  for (const [key, value] of Object.entries(require('internal/util/parse_env').parseEnv(content))) {
    if (process.env[key] === undefined) process.env[key] = value;
  }
}

function rawDebug(...args) {
  binding.writeSync(2, `${require('internal/util/inspect').format(...args)}\n`);
}

module.exports = {
  hrtime,
  cpuUsage,
  threadCpuUsage,
  resourceUsage,
  memoryUsage,
  cwd,
  uncachedCwd,
  chdir,
  execve,
  resetCwdCache,
  umask,
  kill,
  exit,
  setuid: makeIdSetter(credentials.setuid, 'User', 'setuid'),
  seteuid: makeIdSetter(credentials.seteuid, 'User', 'seteuid'),
  setgid: makeIdSetter(credentials.setgid, 'Group', 'setgid'),
  setegid: makeIdSetter(credentials.setegid, 'Group', 'setegid'),
  setgroups,
  initgroups,
  getgroups,
  getActiveResourcesInfo,
  ref,
  unref,
  loadEnvFile,
  rawDebug,
};
