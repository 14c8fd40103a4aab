'use strict';

// Options that few starts have: what they ask for is set up here, before any user code.

const { getOptionValue } = require('internal/options');

const kInvalidArgument = 9;

function refuse(text) {
  internalBinding('process_methods').writeSync(2, `${process.argv0}: ${text}\n`);
  process.reallyExit(kInvalidArgument);
}

// -- Environment files -----------------------------------------------------------------------------------------------------------------------

// A later file replaces what an earlier one has set, but nothing that was there from the start.
function loadEnvFiles(files, mayBeMissing, own) {
  const { parseEnv } = require('internal/util/parse_env');
  for (const file of files) {
    let text;
    try {
      text = require('fs').readFileSync(file, 'utf8');
    } catch {
      if (!mayBeMissing) refuse(`${file}: not found`);
      internalBinding('process_methods').writeSync(2, `${file} not found. Continuing without it.\n`);
      continue;
    }
    const values = parseEnv(text);
    for (const key in values) {
      if (process.env[key] !== undefined && !own.has(key)) continue;
      process.env[key] = values[key];
      own.add(key);
    }
  }
}

function applyEnvFiles() {
  const own = new Set();
  loadEnvFiles(getOptionValue('--env-file'), false, own);
  loadEnvFiles(getOptionValue('--env-file-if-exists'), true, own);
}

// -- Object.prototype.__proto__ --------------------------------------------------------------------------------------------------------------

function applyDisableProto() {
  const mode = getOptionValue('--disable-proto');
  if (mode === 'delete') {
    delete Object.prototype.__proto__;
  } else if (mode === 'throw') {
    const fail = () => {
      const { codes: { ERR_PROTO_ACCESS } } = require('internal/errors');
      throw new ERR_PROTO_ACCESS();
    };
    Object.defineProperty(Object.prototype, '__proto__', { __proto__: null, get: fail, set: fail, configurable: true, enumerable: false });
  } else {
    refuse('invalid mode passed to --disable-proto');
  }
}

// -- Profiles --------------------------------------------------------------------------------------------------------------------------------

let sequence = 0;

function profileName(kind, extension) {
  const now = new Date();
  const pad = (value, length = 2) => String(value).padStart(length, '0');
  const date = `${now.getFullYear()}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const time = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return `${kind}.${date}.${time}.${process.pid}.${internalBinding('worker').threadId()}.${pad(sequence++, 3)}.${extension}`;
}

// kind: cpu or heap.
function startProfile(kind, start, stop) {
  const prefix = `--${kind}-prof`;
  // Read now: the program may change its working folder.
  const folder = require('path').resolve(getOptionValue(`${prefix}-dir`) || getOptionValue('--diagnostic-dir') || process.cwd());
  const name = getOptionValue(`${prefix}-name`) || profileName(kind === 'cpu' ? 'CPU' : 'Heap', `${kind}profile`);
  const interval = getOptionValue(`${prefix}-interval`);
  if (interval <= 0) refuse(`${prefix}-interval must be positive`);
  const id = start(interval);
  require('internal/process/exit').atEnd(() => {
    const text = stop(id);
    if (text === undefined) return;
    const fs = require('fs');
    try {
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(require('path').join(folder, name.replaceAll('${pid}', `${process.pid}`)), text);
    } catch (error) {
      process._rawDebug(`${process.argv0}: the profile could not be written: ${error.message}`);
    }
  });
}

function applyProfiles(given) {
  const binding = internalBinding('profiler');
  for (const kind of ['cpu', 'heap']) {
    const prefix = `--${kind}-prof`;
    if (getOptionValue(prefix)) {
      if (kind === 'cpu') startProfile(kind, binding.startCpuProfile, binding.stopCpuProfile);
      else startProfile(kind, binding.startHeapProfile, binding.stopHeapProfile);
      continue;
    }
    for (const name of given) {
      if (name.startsWith(`${prefix}-`)) refuse(`${name} must be used with ${prefix}`);
    }
  }
}

function applyHeapSnapshots() {
  const signal = getOptionValue('--heapsnapshot-signal');
  if (signal) {
    if (internalBinding('constants').os.signals[signal] === undefined) refuse('--heapsnapshot-signal needs the name of a signal');
    process.on(signal, () => require('v8').writeHeapSnapshot());
  }
  const limit = getOptionValue('--heapsnapshot-near-heap-limit');
  if (limit < 0) refuse('--heapsnapshot-near-heap-limit must not be negative');
  if (limit > 0) require('v8').setHeapSnapshotNearHeapLimit(limit);
}

// -- Reports ---------------------------------------------------------------------------------------------------------------------------------

function applyReport() {
  const { report } = process;
  report.directory = getOptionValue('--report-dir');
  report.filename = getOptionValue('--report-filename');
  report.compact = getOptionValue('--report-compact');
  report.excludeNetwork = getOptionValue('--report-exclude-network');
  report.excludeEnv = getOptionValue('--report-exclude-env');
  report.reportOnFatalError = getOptionValue('--report-on-fatalerror');
  report.reportOnUncaughtException = getOptionValue('--report-uncaught-exception');
  report.signal = getOptionValue('--report-signal');
  report.reportOnSignal = getOptionValue('--report-on-signal');
}

// Of a program that holds its tests itself.
function startTestCoverage() {
  const { coverageOfOptions } = require('internal/test_runner/coverage');
  const coverage = coverageOfOptions();
  require('internal/test_runner/state').coverage = coverage;
  coverage.startHere();
}

function defineEventSource() {
  const own = { __proto__: null, configurable: true, enumerable: false };
  const set = (value) => Object.defineProperty(globalThis, 'EventSource', { ...own, writable: true, value });
  const get = () => {
    const { EventSource } = require('internal/deps/undici');
    set(EventSource);
    return EventSource;
  };
  Object.defineProperty(globalThis, 'EventSource', { ...own, get, set });
}

// `given`: the options whose value is not the default one.
function apply(given) {
  const names = new Set(given);
  if (names.has('--env-file') || names.has('--env-file-if-exists')) applyEnvFiles();
  if (names.has('--disable-proto')) applyDisableProto();
  if (names.has('--enable-source-maps')) require('internal/source_map').setSourceMapsSupport(true, { nodeModules: true, generatedCode: true });
  if (!['all', 'no-node-modules', undefined].includes(getOptionValue('--trace-require-module'))) {
    refuse('invalid value for --trace-require-module');
  }
  if (names.has('--trace-sigint') && internalBinding('worker').threadId() === 0) internalBinding('util').setTraceSigint(true);
  if (names.has('--experimental-test-coverage') && !names.has('--test') && process.env.NODE_TEST_CONTEXT === undefined) startTestCoverage();
  if (names.has('--experimental-eventsource')) defineEventSource();
  if (names.has('--zero-fill-buffers')) require('internal/buffer').zeroFillAll();
  if (given.some((name) => name.startsWith('--report-'))) applyReport();
  if (given.some((name) => name.startsWith('--heapsnapshot-'))) applyHeapSnapshots();
  if (given.some((name) => name.startsWith('--cpu-prof') || name.startsWith('--heap-prof'))) applyProfiles(given);
}

module.exports = { apply };
