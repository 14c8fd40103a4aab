'use strict';

const { inspect } = require('internal/util/inspect');
const { isError } = require('internal/util');
const { kIsNodeError } = require('internal/errors');
const { validateObject } = require('internal/validators');
const colors = require('internal/util/colors');
const { createErrorDiff, inspectValue, kOperatorTexts } = require('internal/assert/diff');

const { captureStackTrace } = Error;

const kDiffOperators = ['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual'];
const kMaxLength = 512;
const kMaxLines = 50;

// The same error without its stack, which would hide the difference.
function copyError(source) {
  const target = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(target, 'message', { __proto__: null, value: source.message });
  if (Object.hasOwn(source, 'cause')) {
    const { cause } = source;
    Object.defineProperty(target, 'cause', { __proto__: null, value: isError(cause) ? copyError(cause) : cause });
  }
  return target;
}

const hasStack = (value) => typeof value === 'object' && value !== null && 'stack' in value && value instanceof Error;

function describeUnexpectedEquality(actual, operator, diff) {
  const isReference = operator === 'notStrictEqual' && ((typeof actual === 'object' && actual !== null) || typeof actual === 'function');
  const base = kOperatorTexts[isReference ? 'notStrictEqualObject' : operator];
  let lines = inspectValue(actual).split('\n');
  if (lines.length > kMaxLines && diff !== 'full') lines = [...lines.slice(0, 46), `${colors.blue}...${colors.white}`];
  if (lines.length > 1) return `${base}\n\n${lines.join('\n')}\n`;
  return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
}

function describeOperator(actual, expected, operator, diff) {
  const shorten = (text, limit, length) => (text.length > limit && diff !== 'full' ? `${text.slice(0, length)}...` : text);
  const shownActual = inspectValue(actual);
  const shownExpected = inspectValue(expected);
  if (operator === 'notDeepEqual' && shownActual === shownExpected) {
    return shorten(`${kOperatorTexts.notDeepEqual}\n\n${shownActual}`, 1024, 1021);
  }
  const left = shorten(shownActual, kMaxLength, 509);
  const right = shorten(shownExpected, kMaxLength, 509);
  if (operator === 'deepEqual') return `${kOperatorTexts.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  const unequal = kOperatorTexts[`${operator}Unequal`];
  return unequal ? `${unequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}` : `${left} ${operator} ${right}`;
}

function makeMessage(actual, expected, operator, diff) {
  if (kDiffOperators.includes(operator)) return createErrorDiff(actual, expected, operator, undefined, diff);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return describeUnexpectedEquality(actual, operator, diff);
  return describeOperator(actual, expected, operator, diff);
}

// Long strings are cut where the error itself is inspected.
function addEllipsis(text) {
  const lines = text.split('\n', 11);
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  return text.length > kMaxLength ? `${text.slice(kMaxLength)}...` : text;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, details, stackStartFunction, diff = 'simple' } = options;
    let { actual, expected } = options;
    if (message != null) {
      super(kDiffOperators.includes(operator) ? createErrorDiff(actual, expected, operator, message, diff) : String(message));
    } else {
      colors.refresh();
      if (hasStack(actual) && hasStack(expected)) {
        actual = copyError(actual);
        expected = copyError(expected);
      }
      super(makeMessage(actual, expected, operator, diff));
    }
    this.generatedMessage = !message;
    Object.defineProperty(this, 'name', { __proto__: null, value: 'AssertionError', configurable: true, enumerable: false, writable: true });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      details.forEach((detail, i) => {
        this[`message ${i}`] = detail.message;
        this[`actual ${i}`] = detail.actual;
        this[`expected ${i}`] = detail.expected;
        this[`operator ${i}`] = detail.operator;
        this[`stack trace ${i}`] = detail.stack;
      });
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    captureStackTrace(this, stackStartFn || stackStartFunction);
    this.stack; // eslint-disable-line no-unused-expressions -- Made now: with the message as it is now.
    this.diff = diff;
  }

  get [kIsNodeError]() { return true; }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }

  [inspect.custom](depth, options) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = addEllipsis(actual);
    if (typeof expected === 'string') this.expected = addEllipsis(expected);
    // The message shows both values already.
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

module.exports = AssertionError;
