'use strict';

// What a test function gets: the handle of its own test.

const { codes: { ERR_TEST_FAILURE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateFunction, validateNumber, validateObject } = require('internal/validators');
const { TestPlan } = require('internal/test_runner/plan');

class TestContext {
  #test;
  #assert;
  #mock;

  constructor(test) {
    this.#test = test;
  }

  get signal() { return this.#test.signal; }
  get name() { return this.#test.name; }
  get filePath() { return this.#test.location?.file; }
  get fullName() { return this.#test.fullName; }
  get error() { return this.#test.error; }
  get passed() { return this.#test.passed; }
  get attempt() { return 0; }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  plan(count, options = kEmptyObject) {
    if (this.#test.plan !== null) throw new ERR_TEST_FAILURE('cannot set plan more than once', 'testCodeFailure');
    this.#test.plan = new TestPlan(count, options);
  }

  get assert() {
    return this.#assert ??= require('internal/test_runner/assert').makeAssert(this, this.#test);
  }

  get mock() {
    return this.#mock ??= new (require('internal/test_runner/mock/mock').MockTracker)();
  }

  get mockTracker() { return this.#mock; }

  runOnly(value) {
    this.#test.runOnlySubtests = Boolean(value);
  }

  skip(message) {
    this.#test.skipped = true;
    this.#test.skipMessage = message;
  }

  todo(message) {
    this.#test.isTodo = true;
    this.#test.todoMessage = message;
  }

  test(name, options, fn) {
    const { readArguments } = require('internal/test_runner/harness');
    const { Test } = require('internal/test_runner/test');
    const { callerLocation } = require('internal/test_runner/utils');
    const given = readArguments(name, options, fn);
    this.#test.plan?.count();
    const subtest = this.#test.createSubtest(Test, given.name, given.options, given.fn, undefined, callerLocation());
    subtest.promise = subtest.start();
    return subtest.promise;
  }

  before(fn, options = kEmptyObject) { this.#test.addHook('before', fn, options); }
  after(fn, options = kEmptyObject) { this.#test.addHook('after', fn, options); }
  beforeEach(fn, options = kEmptyObject) { this.#test.addHook('beforeEach', fn, options); }
  afterEach(fn, options = kEmptyObject) { this.#test.addHook('afterEach', fn, options); }

  // Calls `condition` again and again until it neither throws nor rejects.
  async waitFor(condition, options = kEmptyObject) {
    validateFunction(condition, 'condition');
    validateObject(options, 'options');
    const { interval = 50, timeout = 1000 } = options;
    validateNumber(interval, 'options.interval', 0, 2 ** 31 - 1);
    validateNumber(timeout, 'options.timeout', 0, 2 ** 31 - 1);
    const end = performance.now() + timeout;
    for (;;) {
      try {
        return await condition();
      } catch (cause) {
        if (performance.now() + interval > end) {
          const error = new Error('waitFor() timed out');
          error.cause = cause;
          throw error;
        }
      }
      await new Promise((resolve) => { setTimeout(resolve, interval); });
    }
  }
}

// It has no public way to what only we use.
Object.defineProperty(TestContext.prototype, 'mockTracker', { __proto__: null, enumerable: false });

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() { return this.#suite.signal; }
  get name() { return this.#suite.name; }
  get filePath() { return this.#suite.location?.file; }
  get fullName() { return this.#suite.fullName; }
}

module.exports = { SuiteContext, TestContext };
