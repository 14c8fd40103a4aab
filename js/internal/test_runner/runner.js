'use strict';

// run(): test files, each in a process of its own (or all in this one), as one stream of events.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_TEST_FAILURE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf, validateString,
  validateStringArray,
} = require('internal/validators');
const { FrameReader } = require('internal/test_runner/channel');
const { Harness, useHarness } = require('internal/test_runner/harness');
const { kFailure, toPattern } = require('internal/test_runner/utils');

const kDefaultPattern = '**/{test,test/**/*,test-*,*[._-]test}.{js,cjs,mjs,ts,cts,mts}';

// -- Options ----------------------------------------------------------------------------------------------------------------------------------

function readPatterns(value, name) {
  if (value == null) return [];
  return (Array.isArray(value) ? value : [value]).map((pattern, i) => {
    if (typeof pattern === 'string') return toPattern(pattern);
    if (require('internal/util/types').isRegExp(pattern)) return pattern;
    throw new ERR_INVALID_ARG_TYPE(Array.isArray(value) ? `${name}[${i}]` : name, ['string', 'RegExp'], pattern);
  });
}

function readShard(shard) {
  if (shard === undefined) return undefined;
  validateObject(shard, 'options.shard');
  const { index, total } = shard;
  validateInteger(total, 'options.shard.total', 1);
  validateInteger(index, 'options.shard.index');
  if (index <= 0 || total < index) throw new ERR_OUT_OF_RANGE('options.shard.index', `>= 1 && <= ${total} ("options.shard.total")`, index);
  return { index, total };
}

function readConcurrency(value) {
  if (value === undefined || value === true) return Math.max(require('os').availableParallelism() - 1, 1);
  if (value === false) return 1;
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], value);
  validateInteger(value, 'options.concurrency', 1);
  return value;
}

function readCoverage(options, cwd) {
  const { coverageExcludeGlobs = [], coverageIncludeGlobs = [], lineCoverage = 0, branchCoverage = 0, functionCoverage = 0 } = options;
  const globs = (value, name) => {
    const list = Array.isArray(value) ? value : [value];
    validateStringArray(list, name);
    return list;
  };
  for (const [name, value] of [['lineCoverage', lineCoverage], ['branchCoverage', branchCoverage], ['functionCoverage', functionCoverage]]) {
    validateInteger(value, `options.${name}`, 0, 100);
  }
  return {
    cwd,
    include: globs(coverageIncludeGlobs, 'options.coverageIncludeGlobs'),
    exclude: globs(coverageExcludeGlobs, 'options.coverageExcludeGlobs'),
    thresholds: { line: lineCoverage, branch: branchCoverage, function: functionCoverage },
  };
}

function readOptions(options) {
  validateObject(options, 'options');
  const {
    argv = [], cwd = process.cwd(), env = process.env, execArgv = [], files, forceExit = false, globPatterns, isolation = 'process', only = false,
    setup, signal, timeout, watch = false, coverage = false,
  } = options;
  validateString(cwd, 'options.cwd');
  validateStringArray(argv, 'options.argv');
  validateStringArray(execArgv, 'options.execArgv');
  validateObject(env, 'options.env');
  validateBoolean(forceExit, 'options.forceExit');
  validateBoolean(only, 'options.only');
  validateBoolean(watch, 'options.watch');
  validateBoolean(coverage, 'options.coverage');
  validateOneOf(isolation, 'options.isolation', ['process', 'none']);
  if (files != null) validateArray(files, 'options.files');
  if (globPatterns != null) validateArray(globPatterns, 'options.globPatterns');
  if (files != null && globPatterns?.length > 0) {
    throw new ERR_INVALID_ARG_VALUE('options.globPatterns', globPatterns, 'is not supported when specifying \'options.files\'');
  }
  if (setup != null) validateFunction(setup, 'options.setup');
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return {
    argv, cwd, env, execArgv, files, globPatterns, isolation, only, setup, signal, timeout: timeout ?? Infinity, watch,
    concurrency: readConcurrency(options.concurrency),
    namePatterns: readPatterns(options.testNamePatterns, 'options.testNamePatterns'),
    skipPatterns: readPatterns(options.testSkipPatterns, 'options.testSkipPatterns'),
    shard: readShard(options.shard),
    coverage: coverage ? readCoverage(options, cwd) : undefined,
  };
}

function findFiles({ cwd, files, globPatterns, shard }) {
  const path = require('path');
  let found = files;
  if (found == null) {
    const patterns = globPatterns?.length > 0 ? globPatterns : [kDefaultPattern];
    const exclude = globPatterns?.length > 0 ? undefined : ({ name }) => name === 'node_modules';
    found = require('fs').globSync(patterns, { cwd, exclude, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.parentPath.includes('node_modules'))
      .map((entry) => path.join(entry.parentPath, entry.name)).sort();
  }
  found = found.map((file) => path.resolve(cwd, file));
  return shard === undefined ? found : found.filter((_, i) => i % shard.total === shard.index - 1);
}

// -- A process for each file ------------------------------------------------------------------------------------------------------------------

const kNotPassedOn =
  /^--(?:experimental-test-coverage|(?:test|watch)(?:$|=|-(?!only|name-pattern|skip-pattern|force-exit|timeout|update-snapshots)))/;

// Those whose value may be a word of its own.
const kWithValue = new Set([
  'concurrency', 'coverage-branches', 'coverage-exclude', 'coverage-functions', 'coverage-include', 'coverage-lines', 'global-setup', 'isolation',
  'reporter', 'reporter-destination', 'rerun-failures', 'shard',
].map((name) => `--test-${name}`).concat('--watch-path', '--watch-kill-signal'));

function passedOn(execArgv) {
  const kept = [];
  for (let i = 0; i < execArgv.length; i++) {
    if (!kNotPassedOn.test(execArgv[i])) kept.push(execArgv[i]);
    else if (kWithValue.has(execArgv[i])) i++;
  }
  return kept;
}

function argumentsFor(file, options) {
  const own = passedOn(process.execArgv);
  const argv = [...own, ...options.execArgv];
  if (options.only) argv.push('--test-only');
  for (const pattern of options.namePatterns) argv.push(`--test-name-pattern=${pattern}`);
  for (const pattern of options.skipPatterns) argv.push(`--test-skip-pattern=${pattern}`);
  return [...argv, file, ...options.argv];
}

// One file's events, told in turn with those of the others.
class FileRun {
  #events = [];
  #live = false;
  hasFailed = false;
  tests = 0;

  constructor(file, runner) {
    this.file = file;
    this.runner = runner;
    this.ended = new Promise((resolve) => { this.end = resolve; });
  }

  goLive() {
    this.#live = true;
    for (const event of this.#events.splice(0)) this.runner.tell(...event);
  }

  tell(type, data) {
    if (this.#live) this.runner.tell(type, data);
    else this.#events.push([type, data]);
  }

  onEvent({ type, data }) {
    // A file's own plan and summary say nothing of the whole.
    if (type === 'test:summary' || (data.nesting === 0 && (type === 'test:plan' || type === 'test:diagnostic') && !this.#isNote(type, data))) return;
    if (type === 'test:pass' || type === 'test:fail') {
      this.tests++;
      if (type === 'test:fail' && data.todo === undefined) this.hasFailed = true;
      this.runner.count(data, type === 'test:pass');
    }
    this.tell(type, { __proto__: null, ...data });
  }

  #isNote(type, data) {
    return type === 'test:diagnostic' && !/^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(data.message);
  }

  run(options) {
    const { spawn } = require('child_process');
    const start = process.hrtime.bigint();
    const child = spawn(process.execPath, argumentsFor(this.file, options), {
      cwd: options.cwd,
      env: { ...options.env, ...options.coverageEnv, NODE_TEST_CONTEXT: 'child-v8' },
      signal: options.signal,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let problem;
    const reader = new FrameReader(
      (event) => this.onEvent(event), (message) => this.tell('test:stdout', { __proto__: null, file: this.file, message }));
    child.stdout.on('data', (chunk) => reader.push(chunk));
    child.stderr.on('data', (chunk) => this.tell('test:stderr', { __proto__: null, file: this.file, message: chunk.toString() }));
    child.on('error', (error) => { problem = error; });
    child.on('close', (code, signal) => {
      reader.end();
      this.#close(code, signal, problem, Number(process.hrtime.bigint() - start) / 1e6);
      this.end();
    });
  }

  // A file without tests is one itself; so is one that failed in another way than by a test.
  #close(code, signal, problem, duration) {
    const ok = code === 0 && signal === null && problem === undefined;
    if (this.tests > 0 && (ok || this.hasFailed)) return;
    const name = require('path').relative(process.cwd(), this.file) || this.file;
    const details = { __proto__: null, duration_ms: duration, type: 'test' };
    if (!ok) {
      details.error = new ERR_TEST_FAILURE(problem ?? 'test failed', problem === undefined ? kFailure.code : kFailure.aborted);
      details.error.exitCode = code;
      details.error.signal = signal;
    }
    const data = { __proto__: null, name, nesting: 0, details, line: 1, column: 1, file: this.file };
    this.runner.count(data, ok);
    this.tell('test:start', { __proto__: null, nesting: 0, name, line: 1, column: 1, file: this.file });
    this.tell(ok ? 'test:pass' : 'test:fail', data);
  }
}

class ProcessRunner {
  #numbers = 0;

  constructor(harness, options) {
    this.harness = harness;
    this.options = options;
  }

  tell(type, data) {
    if (data.nesting === 0 && (type === 'test:pass' || type === 'test:fail')) data.testNumber = ++this.#numbers;
    this.harness.stream.tell(type, data);
  }

  count({ nesting, details, skip, todo }, passed) {
    if (nesting === 0) this.harness.reportedAtTop++;
    const cancelled = ['testTimeoutFailure', 'cancelledByParent', 'testAborted'].includes(details.error?.failureType);
    this.harness.count({
      nesting, isSuite: details.type === 'suite', skipped: skip !== undefined, isTodo: todo !== undefined, cancelled, passed,
    });
    if (!passed && todo === undefined) this.harness.success = false;
  }

  async run(files) {
    const { concurrency } = this.options;
    const runs = files.map((file) => new FileRun(file, this));
    let started = 0;
    const startNext = () => {
      if (started >= runs.length) return;
      const run = runs[started++];
      run.run(this.options);
      run.ended.then(startNext);
    };
    for (let i = 0; i < concurrency; i++) startNext();
    for (const run of runs) {
      run.goLive();
      await run.ended;
    }
    this.harness.topLevelCount = this.#numbers;
  }
}

// -- All in this process ----------------------------------------------------------------------------------------------------------------------

async function runHere(harness, files) {
  useHarness(harness);
  const { createRequire } = require('module');
  const requireFile = createRequire(`${process.cwd()}/`);
  const loader = require('internal/modules/esm/loader');
  const { pathToUrl } = require('internal/modules/helpers');
  for (const file of files) {
    try {
      if (file.endsWith('.cjs')) requireFile(file);
      else await loader.importModule(pathToUrl(file), undefined, undefined);
    } catch (error) {
      harness.root.diagnostic(`${file}: ${error?.stack ?? error}`);
      harness.success = false;
    }
  }
  // Tests may still make more tests.
  for (let i = 0; i < harness.root.subtests.length; i++) await harness.root.subtests[i].promise;
}

function startCoverage(harness, settings) {
  if (settings.coverage === undefined) return;
  const { Coverage } = require('internal/test_runner/coverage');
  harness.coverage = new Coverage(settings.coverage);
  if (settings.isolation === 'none') harness.coverage.startHere();
  else settings.coverageEnv = { NODE_V8_COVERAGE: harness.coverage.folder };
}

function run(options = kEmptyObject) {
  const settings = readOptions(options);
  const harness = new Harness({ ...settings, timeout: settings.timeout });
  (async () => {
    const files = findFiles(settings);
    await undefined;
    startCoverage(harness, settings);
    await settings.setup?.(harness.stream);
    if (settings.isolation === 'none') await runHere(harness, files);
    else await new ProcessRunner(harness, settings).run(files);
    for (const hook of harness.root.hooks.after) await hook.once(harness.root.context);
    harness.finish();
    if (!harness.success) process.exitCode = 1;
  })().catch((error) => harness.stream.destroy(error));
  return harness.stream;
}

module.exports = { findFiles, run };
