'use strict';

// What differs between two starts, set before any user code runs. On the way of every start: no requires, few calls.

const binding = internalBinding('process_methods');
const { makeEnv, getenv } = internalBinding('process_env');
const { getOptionValue, givenOptions } = require('internal/options');
const { resetCwdCache } = require('internal/process/per_thread');
const { onWarning } = require('internal/process/warning');
const { refreshTimeOrigin } = require('internal/perf/time_origin');
const { markBootstrapComplete } = internalBinding('performance');

function defineConstant(name, value) {
  Object.defineProperty(process, name, { __proto__: null, value, enumerable: true, configurable: true, writable: false });
}

function patchProcess(isWarmUp) {
  const [argv, execArgv, execPath, argv0] = binding.startInfo();
  process.argv = argv;
  process.execArgv = execArgv;
  process.execPath = execPath;
  process.env = isWarmUp ? {} : makeEnv();  // Its interceptors can be in no snapshot.
  defineConstant('pid', binding.pid());
  Object.defineProperty(process, 'argv0', { __proto__: null, value: argv0, enumerable: true, configurable: isWarmUp, writable: false });
  const script = getOptionValue('--eval');
  if (script) defineConstant('_eval', script);
  const preload = getOptionValue('--require');
  defineConstant('_preload_modules', preload ?? []);
  const title = getOptionValue('--title');
  if (title) process.title = title;
}

function applyWarningOptions() {
  if (!getOptionValue('--warnings') || getenv('NODE_NO_WARNINGS') === '1') process.removeListener('warning', onWarning);
  // Only there when asked for, as in Node: programs test for their presence.
  if (!getOptionValue('--deprecation')) process.noDeprecation = true;
  if (getOptionValue('--throw-deprecation')) process.throwDeprecation = true;
  if (getOptionValue('--trace-deprecation')) process.traceDeprecation = true;
  if (getOptionValue('--trace-warnings')) process.traceProcessWarnings = true;
}

// In a child that was forked: process.send() and its like.
function connectToParent() {
  const fd = getenv('NODE_CHANNEL_FD');
  if (!fd) return;
  const mode = getenv('NODE_CHANNEL_SERIALIZATION_MODE') || 'json';
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('internal/child_process/channel').setupChildChannel(Number.parseInt(fd, 10), mode);
  if (!process.argv[1] || !getenv('NODE_UNIQUE_ID')) return;
  require('cluster')._setupWorker();
  delete process.env.NODE_UNIQUE_ID;
}

function prepare(isWarmUp) {
  refreshTimeOrigin();
  resetCwdCache();
  patchProcess(isWarmUp);
  applyWarningOptions();
  const limit = getOptionValue('--stack-trace-limit');
  if (limit !== undefined && limit !== 10) Error.stackTraceLimit = limit;
  const given = isWarmUp ? [] : givenOptions();
  if (given.length > 0) require('internal/process/rare_options').apply(given);
  const coverage = isWarmUp ? undefined : getenv('NODE_V8_COVERAGE');
  if (coverage) require('internal/coverage').start(coverage);
}

// mksnapshot runs it once, with `isWarmUp`: everything it sets then is set again at each start.
function prepareMainThreadExecution(isWarmUp = false) {
  prepare(isWarmUp);
  if (!isWarmUp) connectToParent();
  markBootstrapComplete();
}

function prepareWorkerExecution() {
  prepare(false);
  markBootstrapComplete();
}

module.exports = { prepareMainThreadExecution, prepareWorkerExecution };
