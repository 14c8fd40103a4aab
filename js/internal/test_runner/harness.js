'use strict';

// The run of one process: its root test, what test(), describe() and the hooks do, and how it ends.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_TEST_FAILURE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { kEmptyObject } = require('internal/util');
const { validateFunction, validateObject } = require('internal/validators');
const { currentTest } = require('internal/test_runner/state');
const { TestsStream } = require('internal/test_runner/stream');
const { Suite, Test, kHookNames } = require('internal/test_runner/test');
const { callerLocation, kFailure, toPattern } = require('internal/test_runner/utils');

class Harness {
  stream = new TestsStream();
  counts = { __proto__: null, tests: 0, failed: 0, passed: 0, cancelled: 0, skipped: 0, todo: 0, topLevel: 0, suites: 0 };
  success = true;
  reportedAtTop = 0;  // Tests of other processes that are inside of no other.

  constructor({ only = false, namePatterns = [], skipPatterns = [], timeout = Infinity } = kEmptyObject) {
    this.only = only;
    this.namePatterns = namePatterns;
    this.skipPatterns = skipPatterns;
    this.root = new Test({ parent: null, run: this, name: '<root>', options: { timeout } });
    this.root.startTime = process.hrtime.bigint();
  }

  // Whether the command line leaves a test out. A suite stays while something in it does.
  isFiltered(test) {
    const names = [];
    let anyParentMatches = false;
    for (let at = test; at.parent !== null; at = at.parent) names.unshift(at.name);
    const full = names.join(' ');
    const matches = (patterns) => patterns.some((pattern) => pattern.test(test.name) || pattern.test(full));
    for (let at = test.parent; at?.parent != null; at = at.parent) anyParentMatches ||= this.namePatterns.some((pattern) => pattern.test(at.name));
    if (this.namePatterns.length > 0 && !anyParentMatches && !matches(this.namePatterns)) return true;
    if (this.skipPatterns.length > 0 && matches(this.skipPatterns)) return true;
    const onlyMatters = (this.only || test.parent.runOnlySubtests) && !(test.parent.only && test.parent.parent !== null);
    return onlyMatters && !test.only && !test.isSuite;
  }

  count(test) {
    const { counts } = this;
    if (test.nesting === 0) counts.topLevel++;
    if (test.isSuite) {
      counts.suites++;
      return;
    }
    counts.tests++;
    if (test.skipped) counts.skipped++;
    else if (test.isTodo) counts.todo++;
    else if (test.cancelled) counts.cancelled++;
    else if (!test.passed) counts.failed++;
    else counts.passed++;
  }

  #tellCoverage() {
    const summary = this.coverage.summarize();
    for (const message of this.coverage.failures(summary)) {
      this.success = false;
      this.stream.tell('test:diagnostic', { __proto__: null, nesting: 0, message, level: 'error' });
    }
    this.stream.tell('test:coverage', { __proto__: null, nesting: 0, summary });
  }

  // Everything is over: the summary, and the end of the stream.
  finish() {
    const { counts, root, stream } = this;
    root.endTime = process.hrtime.bigint();
    const duration = Number(root.endTime - root.startTime) / 1e6;
    this.success &&= counts.failed === 0 && counts.cancelled === 0 && root.subtests.every((test) => test.passed || test.isTodo || test.filtered);
    const planned = root.subtests.filter((test) => !test.filtered || test.shown).length;
    stream.tell('test:plan', { __proto__: null, nesting: 0, count: planned + this.reportedAtTop });
    const note = (message) => stream.tell('test:diagnostic', { __proto__: null, nesting: 0, message, level: 'info' });
    for (const message of root.diagnostics) note(message);
    const shown = { tests: 'tests', suites: 'suites', pass: 'passed', fail: 'failed', cancelled: 'cancelled', skipped: 'skipped', todo: 'todo' };
    for (const name in shown) note(`${name} ${counts[shown[name]]}`);
    note(`duration_ms ${duration}`);
    if (this.coverage !== undefined) this.#tellCoverage();
    stream.tell('test:summary', { __proto__: null, success: this.success, counts: { ...counts }, duration_ms: duration, file: undefined });
    stream.end();
  }
}

// -- The process's own run --------------------------------------------------------------------------------------------------------------------

let harness;
let ending;

function lateError(test, error, isRejection) {
  const { inspect } = require('internal/util/inspect');
  const { location } = test;
  const relative = location === undefined ? '' : ` at ${require('path').relative(process.cwd(), location.file)}:${location.line}:${location.column}`;
  harness.root.diagnostic(
    `Error: Test "${test.name}"${relative} generated asynchronous activity after the test ended. This activity created the error ` +
    `"${error instanceof Error ? error : inspect(error)}" and would have caused the test to fail, but instead triggered an ` +
    `${isRejection ? 'unhandledRejection' : 'uncaughtException'} event.`);
  process.exitCode = 1;
}

function onUncaught(error, origin) {
  const test = currentTest();
  const isRejection = origin === 'unhandledRejection';
  if (test === undefined || test.parent === null) {
    // In no test: nobody can be blamed.
    const { inspect } = require('internal/util/inspect');
    harness.root.diagnostic(`Error: A resource generated asynchronous activity after the test ended. This activity created the error ` +
      `"${error instanceof Error ? error : inspect(error)}" which triggered an ${isRejection ? 'unhandledRejection' : 'uncaughtException'} event, ` +
      'caught by the test runner.');
    harness.success = false;
    process.exitCode = 1;
    return;
  }
  if (test.finished) {
    lateError(test, error, isRejection);
    return;
  }
  test.fail(new ERR_TEST_FAILURE(error, isRejection ? kFailure.unhandled : kFailure.uncaught));
  test.controller.abort();
  if (test.startTime !== null && !test.isSuite) test.end();
}

// Once nothing is alive: what has not ended never will.
function endRun() {
  if (ending) return;
  ending = true;
  const { root } = harness;
  for (const test of root.subtests) cancelPending(test);
  finishRun().catch((error) => { process.nextTick(() => { throw error; }); });
}

function cancelPending(test) {
  if (test.finished) return;
  for (const subtest of test.subtests) cancelPending(subtest);
  test.cancel(new ERR_TEST_FAILURE('Promise resolution is still pending but the event loop has already resolved', kFailure.cancelledByParent));
  test.end();
}

async function finishRun() {
  const { root } = harness;
  for (const hook of root.hooks.after) {
    try {
      await hook.once(root.context);
    } catch (error) {
      harness.success = false;
      root.diagnostic(`${error.message}`);
    }
  }
  require('internal/test_runner/snapshot').saveSnapshots();
  harness.finish();
  if (!harness.success) process.exitCode = 1;
}

function optionsOfCommandLine() {
  const timeout = getOptionValue('--test-timeout');
  return {
    only: getOptionValue('--test-only'),
    namePatterns: getOptionValue('--test-name-pattern').map(toPattern),
    skipPatterns: getOptionValue('--test-skip-pattern').map(toPattern),
    timeout: timeout > 0 ? timeout : Infinity,
  };
}

// Made with the first test of the process.
function processHarness() {
  if (harness !== undefined) return harness;
  harness = new Harness(optionsOfCommandLine());
  harness.coverage = require('internal/test_runner/state').coverage;
  process.on('uncaughtException', onUncaught);
  process.on('beforeExit', endRun);
  process.on('exit', () => {
    if (!ending) endRun();
    if (!harness.success) process.exitCode ||= 1;
  });
  if (getOptionValue('--test-force-exit')) forceExit();
  require('internal/test_runner/reporters').connect(harness.stream);
  return harness;
}

// Ends when all known tests have, whatever keeps the loop alive.
function forceExit() {
  setImmediate(async () => {
    await Promise.all(harness.root.subtests.map((test) => test.promise));
    endRun();
    harness.stream.once('end', () => process.exit());
  });
}

// For run({isolation: 'none'}): the tests of this process go to another run for a while.
function useHarness(other) {
  harness = other;
}

// -- What users call --------------------------------------------------------------------------------------------------------------------------

function readArguments(name, options, fn) {
  if (typeof name === 'function') {
    fn = name;
    name = undefined;
    options = undefined;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
    name = undefined;
  } else if (typeof options === 'function') {
    fn = options;
    options = undefined;
  }
  if (fn !== undefined) validateFunction(fn, 'fn');
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  return { name, options, fn };
}

function startTest(Type, args, overrides) {
  const { name, options, fn } = readArguments(...args);
  const { root } = processHarness();
  const parent = currentTest() ?? root;
  const test = parent.createSubtest(Type, name, options, fn, overrides, callerLocation());
  // A suite starts what it contains itself.
  if (parent.isSuite) return Promise.resolve();
  // The first tick of a file is for saying what there is.
  const start = () => test.start();
  test.promise = parent === root ? new Promise((resolve) => queueMicrotask(() => resolve(start()))) : start();
  return Type === Suite ? Promise.resolve() : test.promise.then(() => undefined);
}

function makeStarter(Type, name) {
  const starter = { [name](...args) { return startTest(Type, args, undefined); } }[name];
  for (const kind of ['skip', 'todo', 'only']) {
    starter[kind] = { [kind](...args) { return startTest(Type, args, { [kind]: true }); } }[kind];
  }
  return starter;
}

function makeHook(kind) {
  return {
    [kind](fn, options = kEmptyObject) {
      const parent = currentTest() ?? processHarness().root;
      if (typeof fn !== 'function' && fn !== undefined) throw new ERR_INVALID_ARG_TYPE('fn', 'function', fn);
      validateObject(options, 'options');
      parent.addHook(kind, fn ?? (() => {}), options);
    },
  }[kind];
}

const hooks = Object.fromEntries(kHookNames.map((name) => [name, makeHook(name)]));

module.exports = { Harness, hooks, makeStarter, readArguments, useHarness };
