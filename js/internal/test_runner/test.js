'use strict';

// A test: what runs, what it contains, what became of it. The root of all is one, too.

const { AsyncResource } = require('async_hooks');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_TEST_FAILURE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateFunction, validateNumber, validateObject, validateUint32 } = require('internal/validators');
const { AbortController } = require('internal/abort_controller');
const { TestPlan } = require('internal/test_runner/plan');
const { runAs } = require('internal/test_runner/state');
const { invoke, kFailure, kTimeoutMax, makeStop } = require('internal/test_runner/utils');

const noop = () => {};
const kHookNames = ['before', 'after', 'beforeEach', 'afterEach'];

function toFailure(error, type = kFailure.code) {
  return error?.code === 'ERR_TEST_FAILURE' && 'failureType' in error ? error : new ERR_TEST_FAILURE(error, type);
}

class Hook {
  constructor(owner, fn, { timeout = Infinity, signal } = kEmptyObject) {
    this.owner = owner;
    this.fn = fn;
    this.timeout = timeout;
    this.signal = signal;
    this.promise = undefined;
  }

  // Before and after of a suite run once, whoever asks.
  once(context) {
    return this.promise ??= this.run(context);
  }

  async run(context) {
    const stop = makeStop(this.timeout, this.signal);
    try {
      await Promise.race([runAs(this.owner, () => invoke(this.fn, context, [context])), stop.promise]);
    } catch (error) {
      throw toFailure(error, kFailure.hook);
    } finally {
      stop.dispose();
    }
  }
}

function readConcurrency(value, parent) {
  switch (typeof value) {
    case 'number':
      validateUint32(value, 'options.concurrency', true);
      return value;
    case 'boolean':
      if (!value) return 1;
      return parent === null ? Math.max(require('os').availableParallelism() - 1, 1) : Infinity;
    default:
      if (value != null) throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], value);
      return parent?.isSuite ? parent.concurrency : 1;
  }
}

class Test {
  reportedType = 'test';
  isSuite = false;
  subtests = [];
  waiting = [];         // Subtests that may not start yet: [{test, resolve}]
  running = 0;
  reportedCount = 0;    // Subtests whose result has been told.
  buffered = [];        // What is told only when the tests before it have been told.
  diagnostics = [];
  hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
  passed = false;
  cancelled = false;
  finished = false;
  error = null;
  plan = null;
  startTime = null;
  endTime = null;

  // `run`: the harness.
  constructor({ parent, run, name, fn = noop, options = kEmptyObject, location }) {
    const { concurrency, only, plan, signal, skip, timeout, todo } = options;
    this.parent = parent;
    this.harness = run;
    this.name = typeof name === 'string' && name !== '' ? name : fn.name || '<anonymous>';
    this.location = location;
    this.nesting = parent === null || parent.parent === null ? 0 : parent.nesting + 1;
    this.concurrency = readConcurrency(concurrency, parent);
    if (timeout != null && timeout !== Infinity) validateNumber(timeout, 'options.timeout', 0, kTimeoutMax);
    this.timeout = timeout ?? parent?.timeout ?? Infinity;
    this.only = only ?? parent?.only ?? false;
    this.skipped = Boolean(skip);
    this.skipMessage = typeof skip === 'string' ? skip : undefined;
    this.isTodo = (todo !== undefined && todo !== false) || parent?.isTodo === true;
    this.todoMessage = typeof todo === 'string' ? todo : undefined;
    this.fn = this.skipped ? noop : fn;
    this.controller = new AbortController();
    this.outerSignal = signal;
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    if (plan !== undefined) this.plan = new TestPlan(plan);
    this.resource = new AsyncResource('Test');
  }

  get signal() { return this.controller.signal; }
  get fullName() { return this.parent === null || this.parent.parent === null ? this.name : `${this.parent.fullName} > ${this.name}`; }
  get context() { return this.#context ??= new (require('internal/test_runner/context').TestContext)(this); }
  #context;

  addHook(name, fn, options) {
    validateFunction(fn, 'fn');
    validateObject(options, 'options');
    const hook = new Hook(this, fn, options);
    this.hooks[name].push(hook);
  }

  // -- Subtests

  createSubtest(Type, name, options, fn, overrides, location) {
    const subtest = new Type({ parent: this, run: this.harness, name, fn, options: { ...options, ...overrides }, location });
    if (this.finished) {
      subtest.fail(new ERR_TEST_FAILURE('test could not be started because its parent finished', kFailure.parentFinished));
    }
    subtest.filtered = this.harness.isFiltered(subtest);
    this.subtests.push(subtest);
    if (!subtest.filtered) subtest.testNumber = this.subtests.filter((other) => !other.filtered).length;
    return subtest;
  }

  // Starts when fewer subtests than allowed run. Resolves when it has ended.
  start() {
    if (this.filtered && !this.isSuite) {
      this.finished = true;
      return Promise.resolve();
    }
    this.tellNow('test:enqueue', { nesting: this.nesting, name: this.name, type: this.reportedType });
    const { parent } = this;
    if (parent.running < parent.concurrency) return this.run();
    return new Promise((resolve) => parent.waiting.push({ test: this, resolve }));
  }

  startWaiting() {
    while (this.waiting.length > 0 && this.running < this.concurrency) {
      const { test, resolve } = this.waiting.shift();
      resolve(test.run());
    }
  }

  // -- Telling

  tellNow(type, data) {
    this.harness.stream.tell(type, { __proto__: null, ...data, ...this.location });
  }

  // In the order in which the tests were made, whatever the order they run in.
  tell(type, data) {
    const event = [type, { __proto__: null, ...data, ...this.location }];
    if (this.mayTell()) this.harness.stream.tell(...event);
    else this.buffered.push(event);
  }

  mayTell() {
    const { parent } = this;
    return parent === null || (parent.mayTell() && parent.nextToTell() === this);
  }

  nextToTell() {
    const subtests = this.subtests.filter((test) => !test.filtered || test.shown);
    return subtests[this.reportedCount];
  }

  // Our turn has come: what was held back, with that of the subtests where they belong.
  flush() {
    for (const event of this.buffered.splice(0, this.hasStarted ? 1 : 0)) this.harness.stream.tell(...event);
    for (let next = this.nextToTell(); next !== undefined; next = this.nextToTell()) {
      next.flush();
      if (!next.told) return;
      this.reportedCount++;
    }
    for (const event of this.buffered.splice(0)) this.harness.stream.tell(...event);
  }

  tellStart() {
    if (this.hasStarted || this.parent === null) return;
    this.parent.tellStart();
    this.hasStarted = true;
    this.tell('test:start', { nesting: this.nesting, name: this.name });
  }

  details() {
    const details = { __proto__: null, duration_ms: this.duration(), type: this.reportedType };
    if (this.error !== null) details.error = this.error;
    return details;
  }

  duration() {
    return this.endTime === null ? 0 : Number(this.endTime - (this.startTime ?? this.endTime)) / 1e6;
  }

  directive() {
    if (this.skipped) return { skip: this.skipMessage ?? true };
    return this.isTodo ? { todo: this.todoMessage ?? true } : {};
  }

  report() {
    const shared = { name: this.name, nesting: this.nesting, testNumber: this.testNumber };
    this.tellNow('test:complete', { ...shared, details: { ...this.details(), passed: this.passed }, ...this.directive() });
    this.tellStart();
    const shown = this.subtests.filter((test) => !test.filtered || test.shown);
    if (shown.length > 0) this.tell('test:plan', { nesting: this.nesting + 1, count: shown.length });
    this.tell(this.passed ? 'test:pass' : 'test:fail', { ...shared, details: this.details(), ...this.directive() });
    for (const message of this.diagnostics) this.tell('test:diagnostic', { nesting: this.nesting, message, level: 'info' });
    this.told = true;
    this.parent.advance();
  }

  // Lets those tell that waited for the one that has just been told.
  advance() {
    for (let next = this.nextToTell(); next?.told; next = this.nextToTell()) {
      if (!this.mayTell()) return;
      next.flush();
      this.reportedCount++;
    }
    const next = this.nextToTell();
    if (next !== undefined && this.mayTell()) next.flush();
  }

  diagnostic(message) {
    this.diagnostics.push(`${message}`);
  }

  // -- Running

  pass() {
    if (this.error !== null) return;
    this.endTime ??= process.hrtime.bigint();
    this.passed = true;
  }

  fail(error) {
    if (this.error !== null) return;
    this.endTime ??= process.hrtime.bigint();
    this.passed = false;
    this.error = error;
  }

  cancel(error) {
    if (this.endTime !== null) return;
    this.fail(error ?? new ERR_TEST_FAILURE('test did not finish before its parent and was cancelled', kFailure.cancelledByParent));
    this.cancelled = true;
    this.controller.abort();
  }

  // The hooks of this test and of all above it, outermost first; after hooks the other way round.
  async runEach(name, test) {
    const owners = [];
    for (let owner = this; owner !== null; owner = owner.parent) owners.push(owner);
    if (name === 'beforeEach') owners.reverse();
    for (const owner of owners) {
      for (const hook of owner.hooks[name]) await hook.run(test.context);
    }
  }

  async runBefore() {
    if (this.parent !== null) await this.parent.runBefore();
    for (const hook of this.hooks.before) await hook.once(this.context);
  }

  async runAfter() {
    for (const hook of this.hooks.after) await hook.once(this.context);
  }

  async run() {
    this.parent.running++;
    this.startTime = process.hrtime.bigint();
    this.tellNow('test:dequeue', { nesting: this.nesting, name: this.name, type: this.reportedType });
    if (this.skipped || this.error !== null) {
      this.pass();
      this.end();
      return;
    }
    const stop = makeStop(this.timeout, this.outerSignal);
    try {
      await this.parent.runBefore();
      await this.parent.runEach('beforeEach', this);
      await Promise.race([this.body(), stop.promise]);
      this.plan?.check();
      await this.runAfter();
      await this.parent.runEach('afterEach', this);
      this.pass();
    } catch (error) {
      await this.failAndCleanUp(toFailure(error));
    } finally {
      stop.dispose();
    }
    this.end();
  }

  async failAndCleanUp(failure) {
    this.fail(failure);
    if (failure.failureType === kFailure.timeout || failure.failureType === kFailure.aborted) this.cancelled = true;
    try {
      await this.runAfter();
      await this.parent.runEach('afterEach', this);
    } catch {
      // The first error is the one that counts.
    }
  }

  async body() {
    const { context } = this;
    await this.resource.runInAsyncScope(() => runAs(this, () => invoke(this.fn, context, [context])));
    // Subtests that nobody awaited.
    await Promise.all(this.subtests.map((test) => test.promise));
    if (this.plan !== null) await this.plan.settle();
  }

  // What is left when the function has ended is cancelled.
  end() {
    if (this.ended) return;
    this.ended = true;
    this.endTime ??= process.hrtime.bigint();
    this.finished = true;
    let failed = 0;
    for (const { test, resolve } of this.waiting.splice(0)) {
      test.cancel();
      test.end();
      resolve();
    }
    for (const test of this.subtests) {
      if (!test.finished) {
        test.cancel();
        test.end();
      }
      if (!test.passed && !test.isTodo && !test.filtered) failed++;
    }
    if (this.passed && failed > 0) {
      this.passed = false;
      this.error = new ERR_TEST_FAILURE(`${failed} subtest${failed > 1 ? 's' : ''} failed`, kFailure.subtests);
    }
    this.#context?.mockTracker?.reset();
    this.controller.abort();
    if (this.parent === null) return;
    if (this.startTime !== null && !this.left) {
      this.left = true;
      this.parent.running--;
    }
    this.shown = this.isSuite && this.subtests.some((test) => !test.filtered || test.shown);
    if (!this.told && (!this.filtered || this.shown)) {
      this.harness.count(this);
      this.report();
    }
    this.parent.startWaiting();
  }
}

class Suite extends Test {
  reportedType = 'suite';
  isSuite = true;

  constructor(settings) {
    super(settings);
    this.built = this.#build();
  }

  get context() { return this.#suiteContext ??= new (require('internal/test_runner/context').SuiteContext)(this); }
  #suiteContext;

  // Runs at once: it only says what the suite contains.
  async #build() {
    if (this.skipped) return;
    try {
      await this.resource.runInAsyncScope(() => runAs(this, () => Reflect.apply(this.fn, this.context, [this.context])));
    } catch (error) {
      this.buildError = toFailure(error);
    }
  }

  async run() {
    this.parent.running++;
    this.startTime = process.hrtime.bigint();
    await this.built;
    if (!this.filtered) this.tellNow('test:dequeue', { nesting: this.nesting, name: this.name, type: this.reportedType });
    if (this.skipped) {
      this.pass();
      this.end();
      return;
    }
    const stop = makeStop(this.timeout, this.outerSignal);
    try {
      if (this.buildError !== undefined) throw this.buildError;
      if (this.subtests.length > 0) await this.parent.runBefore();
      await this.runOwnBefore();
      await Promise.race([Promise.all(this.subtests.map((test) => test.start())), stop.promise]);
      await this.runAfter();
      this.pass();
    } catch (error) {
      const failure = toFailure(error);
      this.fail(failure);
      if (failure.failureType === kFailure.timeout || failure.failureType === kFailure.aborted) this.cancelled = true;
      await this.runAfter().catch(noop);
    } finally {
      stop.dispose();
    }
    this.end();
  }

  async runOwnBefore() {
    for (const hook of this.hooks.before) await hook.once(this.context);
  }
}

module.exports = { Suite, Test, kHookNames };
