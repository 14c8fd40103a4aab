'use strict';

// What a parent may ask of a running worker: heap figures and snapshots, CPU time and profiles. The worker answers from an interrupt, also while
// its JavaScript spins.

const { codes: { ERR_HEAP_PROFILE_HAVE_BEEN_STARTED, ERR_WORKER_NOT_RUNNING } } = require('internal/errors');
const { validateObject } = require('internal/validators');

const kHeapStatistics = 0;
const kHeapSnapshot = 1;
const kCpuUsage = 2;
const kStartCpuProfile = 3;
const kStopCpuProfile = 4;
const kStartHeapProfile = 5;
const kStopHeapProfile = 6;

const heapNames = ['total_heap_size', 'total_heap_size_executable', 'total_physical_size', 'total_available_size', 'used_heap_size',
  'heap_size_limit', 'malloced_memory', 'peak_malloced_memory', 'does_zap_garbage', 'number_of_native_contexts', 'number_of_detached_contexts',
  'total_global_handles_size', 'used_global_handles_size', 'external_memory'];

// Native worker -> Map of question id to { resolve, reject }.
const pending = new WeakMap();
let lastId = 0;

function questionsOf(handle) {
  let questions = pending.get(handle);
  if (questions === undefined) {
    pending.set(handle, questions = new Map());
    handle.onanswer = (id, answer) => {
      questions.get(id)?.resolve(answer);
      questions.delete(id);
    };
  }
  return questions;
}

function ask(handle, question, first, second) {
  if (handle === undefined) return Promise.reject(new ERR_WORKER_NOT_RUNNING());
  const id = ++lastId;
  if (handle.request(id, question, first, second) !== true) return Promise.reject(new ERR_WORKER_NOT_RUNNING());
  return new Promise((resolve, reject) => { questionsOf(handle).set(id, { resolve, reject }); });
}

// The worker is over: nothing will be answered any more.
function giveUp(handle) {
  const questions = pending.get(handle);
  if (questions === undefined) return;
  for (const { reject } of questions.values()) reject(new ERR_WORKER_NOT_RUNNING());
  questions.clear();
}

async function getHeapStatistics(handle) {
  const values = await ask(handle, kHeapStatistics);
  const statistics = { __proto__: null };
  heapNames.forEach((name, index) => { statistics[name] = values[index]; });
  statistics.does_zap_garbage = Boolean(statistics.does_zap_garbage);
  return statistics;
}

async function getHeapSnapshot(handle, options = {}) {
  validateObject(options, 'options');
  const { exposeInternals = false, exposeNumericValues = false } = options;
  const { validateBoolean } = require('internal/validators');
  validateBoolean(exposeInternals, 'options.exposeInternals');
  validateBoolean(exposeNumericValues, 'options.exposeNumericValues');
  const text = await ask(handle, kHeapSnapshot, exposeInternals, exposeNumericValues);
  const { Readable } = require('stream');
  const kChunk = 65536;
  let at = 0;
  return new Readable({
    read() {
      for (; at < text.length; at += kChunk) this.push(Buffer.from(text.slice(at, at + kChunk)));
      this.push(null);
    },
  });
}

function checkUsage(previous) {
  if (!previous) return;
  validateObject(previous, 'prev');
  const { validateNumber } = require('internal/validators');
  validateNumber(previous.user, 'prev.user', 0);
  validateNumber(previous.system, 'prev.system', 0);
}

async function cpuUsage(handle, previous) {
  checkUsage(previous);
  const [user, system] = await ask(handle, kCpuUsage);
  return previous ? { user: user - previous.user, system: system - previous.system } : { user, system };
}

class CPUProfileHandle {
  #handle;
  #id;
  #result;

  constructor(handle, id) {
    this.#handle = handle;
    this.#id = id;
  }

  stop() {
    return this.#result ??= ask(this.#handle, kStopCpuProfile, this.#id);
  }

  async [Symbol.asyncDispose]() {
    await this.stop();
  }
}

async function startCpuProfile(handle) {
  const [id] = await ask(handle, kStartCpuProfile);
  return new CPUProfileHandle(handle, id);
}

class HeapProfileHandle {
  #handle;
  #result;

  constructor(handle) {
    this.#handle = handle;
  }

  stop() {
    return this.#result ??= ask(this.#handle, kStopHeapProfile);
  }

  async [Symbol.asyncDispose]() {
    await this.stop();
  }
}

async function startHeapProfile(handle) {
  const [started] = await ask(handle, kStartHeapProfile);
  if (started === 0) throw new ERR_HEAP_PROFILE_HAVE_BEEN_STARTED();
  return new HeapProfileHandle(handle);
}

// worker.performance; `handleOf` gives the native worker, or undefined once it is over.
function makePerformance(handleOf) {
  const binding = internalBinding('performance');
  function utilization(later, earlier) {
    const handle = handleOf();
    if (earlier) return share(later.idle - earlier.idle, later.active - earlier.active);
    const start = handle?.loopStartTime() ?? -1;
    if (start < 0) return { idle: 0, active: 0, utilization: 0 };
    const idle = handle.loopIdleTime();
    const active = binding.now() - start - idle;
    return later ? share(idle - later.idle, active - later.active) : share(idle, active);
  }
  return { eventLoopUtilization: utilization };
}

function share(idle, active) {
  return { idle, active, utilization: active / (idle + active) };
}

module.exports = { cpuUsage, getHeapSnapshot, getHeapStatistics, giveUp, makePerformance, startCpuProfile, startHeapProfile };
