'use strict';

// process.report: a diagnostic report in Node's shape, version 5.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateBoolean, validateObject, validateString } = require('internal/validators');

let sequence = 0;

function javascriptStack(error) {
  const [message = '', ...frames] = String(error?.stack ?? '').split('\n');
  const errorProperties = {};
  if (typeof error === 'object' && error !== null) {
    for (const key of Object.keys(error)) errorProperties[key] = String(error[key]);
  }
  return { message, stack: frames.map((frame) => frame.trim()), errorProperties };
}

function javascriptHeap() {
  const v8 = require('v8');
  const heap = v8.getHeapStatistics();
  const heapSpaces = {};
  for (const space of v8.getHeapSpaceStatistics()) {
    heapSpaces[space.space_name] = {
      memorySize: space.space_size,
      committedMemory: space.physical_space_size,
      capacity: space.space_used_size + space.space_available_size,
      used: space.space_used_size,
      available: space.space_available_size,
    };
  }
  return {
    totalMemory: heap.total_heap_size,
    executableMemory: heap.total_heap_size_executable,
    totalCommittedMemory: heap.total_physical_size,
    availableMemory: heap.total_available_size,
    totalGlobalHandlesMemory: heap.total_global_handles_size,
    usedGlobalHandlesMemory: heap.used_global_handles_size,
    usedMemory: heap.used_heap_size,
    memoryLimit: heap.heap_size_limit,
    mallocedMemory: heap.malloced_memory,
    externalMemory: heap.external_memory,
    peakMallocedMemory: heap.peak_malloced_memory,
    nativeContextCount: heap.number_of_native_contexts,
    detachedContextCount: heap.number_of_detached_contexts,
    doesZapGarbage: heap.does_zap_garbage,
    heapSpaces,
  };
}

function usage(times, seconds) {
  return {
    userCpuSeconds: times.user / 1e6,
    kernelCpuSeconds: times.system / 1e6,
    cpuConsumptionPercent: (times.user + times.system) / 1e4 / seconds,
    userCpuConsumptionPercent: times.user / 1e4 / seconds,
    kernelCpuConsumptionPercent: times.system / 1e4 / seconds,
  };
}

function resourceUsage() {
  const seconds = process.uptime();
  const used = process.resourceUsage();
  return {
    free_memory: String(require('os').freemem()),
    total_memory: String(require('os').totalmem()),
    rss: String(process.memoryUsage.rss()),
    constrained_memory: String(process.constrainedMemory()),
    available_memory: String(process.availableMemory()),
    ...usage({ user: used.userCPUTime, system: used.systemCPUTime }, seconds),
    maxRss: String(used.maxRSS * 1024),
    pageFaults: { IORequired: String(used.majorPageFault), IONotRequired: String(used.minorPageFault) },
    fsActivity: { reads: used.fsRead, writes: used.fsWrite },
  };
}

function userLimits() {
  const names = {
    'Max core file size': 'core_file_size_blocks',
    'Max data size': 'data_seg_size_bytes',
    'Max file size': 'file_size_blocks',
    'Max locked memory': 'max_locked_memory_bytes',
    'Max resident set': 'max_memory_size_bytes',
    'Max open files': 'open_files',
    'Max stack size': 'stack_size_bytes',
    'Max cpu time': 'cpu_time_seconds',
    'Max processes': 'max_user_processes',
    'Max address space': 'virtual_memory_bytes',
  };
  const limits = {};
  for (const line of require('fs').readFileSync('/proc/self/limits', 'utf8').split('\n')) {
    const name = names[line.slice(0, 26).trim()];
    if (name === undefined) continue;
    const [soft, hard] = line.slice(26).trim().split(/\s+/);
    const read = (text) => (text === 'unlimited' ? text : Number(text));
    limits[name] = { soft: read(soft), hard: read(hard) };
  }
  return limits;
}

function sharedObjects() {
  const paths = new Set();
  for (const line of require('fs').readFileSync('/proc/self/maps', 'utf8').split('\n')) {
    const path = line.slice(73).trim();
    if (line.slice(28, 30) === 'xp' || / r-xp /.test(line)) if (path.startsWith('/')) paths.add(path);
  }
  return [...paths];
}

function header(event, trigger, filename, settings) {
  const os = require('os');
  const now = new Date();
  const cpus = os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times }));
  const interfaces = settings.excludeNetwork ? [] : Object.entries(os.networkInterfaces()).flatMap(
    ([name, addresses]) => addresses.map(({ internal, mac, address, netmask, family, scopeid }) => (
      { name, internal, mac, address, netmask, family, ...(scopeid === undefined ? {} : { scopeid }) })));
  const { 0: glibcVersionRuntime, 1: glibcVersionCompiler } = internalBinding('process_methods').glibcVersions();
  return {
    reportVersion: 5,
    event,
    trigger,
    filename,
    dumpEventTime: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    dumpEventTimeStamp: String(now.getTime()),
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    glibcVersionRuntime,
    glibcVersionCompiler,
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName: os.type(),
    osRelease: os.release(),
    osVersion: os.version(),
    osMachine: os.machine(),
    cpus,
    networkInterfaces: interfaces,
    host: os.hostname(),
  };
}

function libuv() {
  const handles = internalBinding('process_methods').activeResources(true, false);
  return handles.map((handle) => ({ type: handle.constructor.name, is_active: true, is_referenced: handle.hasRef?.() }));
}

function buildReport(event, trigger, filename, error, settings) {
  const report = {
    header: header(event, trigger, filename, settings),
    javascriptStack: javascriptStack(error),
    javascriptHeap: javascriptHeap(),
    nativeStack: [],  // V8 offers no unwinder to its embedder.
    resourceUsage: resourceUsage(),
    uvthreadResourceUsage: usage(process.threadCpuUsage(), process.uptime()),
    libuv: libuv(),
    workers: [],
  };
  if (!settings.excludeEnv) report.environmentVariables = { ...process.env };
  report.userLimits = userLimits();
  report.sharedObjects = sharedObjects();
  return report;
}

function defaultFilename() {
  const now = new Date();
  const pad = (value) => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const time = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return `report.${date}.${time}.${process.pid}.0.${String(++sequence).padStart(3, '0')}.json`;
}

function checkError(error) {
  if (error !== undefined) validateObject(error, 'err');
  return error ?? new Error('JavaScript Callstack');
}

const booleans = ['compact', 'excludeEnv', 'excludeNetwork', 'reportOnFatalError', 'reportOnSignal', 'reportOnUncaughtException'];

const settings = { directory: '', filename: '', signal: 'SIGUSR2' };
for (const name of booleans) settings[name] = false;

// The name it was written under. "stdout" and "stderr" are no files.
function write(event, trigger, file, error) {
  const name = file || settings.filename || defaultFilename();
  const text = `${JSON.stringify(buildReport(event, trigger, name, error, settings), null, settings.compact ? 0 : 2)}\n`;
  if (name === 'stdout' || name === 'stderr') {
    internalBinding('process_methods').writeSync(name === 'stdout' ? 1 : 2, text);
    return name;
  }
  const path = require('path').resolve(settings.directory || process.cwd(), name);
  process._rawDebug(`\nWriting Node.js report to file: ${name}`);
  require('fs').writeFileSync(path, text);
  process._rawDebug('Node.js report completed');
  return name;
}

function reportUncaught(error) {
  if (settings.reportOnUncaughtException) write('Exception', 'Exception', undefined, error instanceof Error ? error : checkError(undefined));
}

let listening;

// Follows reportOnSignal and signal.
function updateSignal() {
  const wanted = settings.reportOnSignal ? settings.signal : undefined;
  if (wanted === listening) return;
  if (listening !== undefined) process.removeListener(listening, onSignal);
  if (wanted !== undefined) process.on(wanted, onSignal);
  listening = wanted;
}

function onSignal(signal) {
  write(signal, 'Signal', undefined, checkError(undefined));
}

function makeReport() {
  const report = {
    writeReport(file, err) {
      if (typeof file === 'object' && file !== null) {
        err = file;
        file = undefined;
      } else if (file !== undefined) {
        if (typeof file !== 'string') throw new ERR_INVALID_ARG_TYPE('file', 'string', file);
      }
      return write('JavaScript API', 'API', file, checkError(err));
    },
    getReport(err) {
      return buildReport('JavaScript API', 'GetReport', null, checkError(err), settings);
    },
  };
  const define = (name, validate) => Object.defineProperty(report, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() { return settings[name]; },
    set(value) {
      validate(value, name);
      settings[name] = value;
      if (name === 'reportOnSignal' || name === 'signal') updateSignal();
    },
  });
  define('directory', validateString);
  define('filename', validateString);
  define('signal', (value, name) => {
    validateString(value, name);
    if (internalBinding('constants').os.signals[value] === undefined) throw new ERR_INVALID_ARG_VALUE(name, value);
  });
  for (const name of booleans) define(name, validateBoolean);
  return report;
}

module.exports = { makeReport, reportUncaught };
