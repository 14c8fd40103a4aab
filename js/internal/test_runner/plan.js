'use strict';

// t.plan(): how many assertions and subtests a test must have had when it ends.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_TEST_FAILURE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateNumber, validateObject, validateUint32 } = require('internal/validators');

class TestPlan {
  actual = 0;
  #resolve;

  constructor(count, options = kEmptyObject) {
    validateUint32(count, 'count');
    validateObject(options, 'options');
    this.expected = count;
    const { wait } = options;
    if (typeof wait !== 'boolean' && wait !== undefined) {
      if (typeof wait !== 'number') throw new ERR_INVALID_ARG_TYPE('options.wait', ['boolean', 'number'], wait);
      validateNumber(wait, 'options.wait', 0, 2 ** 31 - 1);
    }
    this.wait = wait ?? false;
  }

  count() {
    this.actual++;
    if (this.actual >= this.expected) this.#resolve?.();
  }

  // With `wait`, until everything planned has happened.
  async settle() {
    if (this.wait === false || this.actual >= this.expected) return;
    await new Promise((resolve, reject) => {
      this.#resolve = resolve;
      if (this.wait === true) return;
      setTimeout(() => {
        if (this.actual >= this.expected) return;
        reject(new ERR_TEST_FAILURE(
          `plan timed out after ${this.wait}ms with ${this.actual} assertions when expecting ${this.expected}`, 'testTimeoutFailure'));
      }, this.wait);
    });
  }

  check() {
    if (this.actual === this.expected) return;
    throw new ERR_TEST_FAILURE(`plan expected ${this.expected} assertions but received ${this.actual}`, 'testCodeFailure');
  }
}

module.exports = { TestPlan };
