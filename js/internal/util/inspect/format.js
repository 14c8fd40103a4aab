'use strict';

// util.format(): printf-like placeholders, the rest inspected.

const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
const { kBuiltInNames } = require('internal/util/inspect/names');
const { getProxyDetails } = internalBinding('util');

let inspect;
let defaults;
function connect(functions) {
  ({ inspect, inspectDefaultOptions: defaults } = functions);
}

const plain = (text) => text;
const separator = (options) => options?.numericSeparator ?? defaults.numericSeparator;
const numberText = (number, options) => formatNumber(plain, number, separator(options));
const bigintText = (bigint, options) => formatBigInt(plain, bigint, separator(options));

// Whether String(value) would say no more than inspecting it: neither toString nor Symbol.toPrimitive is the user's own.
function hasBuiltInToString(value) {
  const target = getProxyDetails(value, false);
  if (target !== undefined) {
    if (target === null) return true;
    value = target;
  }
  const hasToString = typeof value.toString === 'function';
  const hasToPrimitive = typeof value[Symbol.toPrimitive] === 'function';
  if (!hasToString && !hasToPrimitive) return true;
  const owns = (object) => (hasToString && Object.hasOwn(object, 'toString')) || (hasToPrimitive && Object.hasOwn(object, Symbol.toPrimitive));
  if (owns(value)) return false;
  let owner = value;
  do {
    owner = Object.getPrototypeOf(owner);
  } while (!owns(owner));
  const constructor = Object.getOwnPropertyDescriptor(owner, 'constructor')?.value;
  return typeof constructor === 'function' && kBuiltInNames.has(constructor.name);
}

const firstLine = (error) => error.message.split('\n', 1)[0];
let circularMessage;
function tryStringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (circularMessage === undefined) {
      const circle = {};
      circle.circle = circle;
      try {
        JSON.stringify(circle);
      } catch (expected) {
        circularMessage = firstLine(expected);
      }
    }
    if (error.name === 'TypeError' && firstLine(error) === circularMessage) return '[Circular]';
    throw error;
  }
}

function formatAsString(value, options) {
  if (typeof value === 'number') return numberText(value, options);
  if (typeof value === 'bigint') return bigintText(value, options);
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return inspect(value, { ...options, compact: 3, colors: false, depth: 0 });
}

function formatInteger(value, options) {
  if (typeof value === 'bigint') return bigintText(value, options);
  return typeof value === 'symbol' ? 'NaN' : numberText(Number.parseInt(value), options);
}

function formatAnyNumber(value, options) {
  if (typeof value === 'number') return numberText(value, options);
  if (typeof value === 'bigint') return bigintText(value, options);
  return typeof value === 'symbol' ? 'NaN' : numberText(Number(value), options);
}

// By the character code of the letter; null when it is no placeholder.
function formatPlaceholder(letter, value, options) {
  switch (letter) {
    case 115:  // s
      return typeof value === 'string' ? value : formatAsString(value, options);
    case 106:  // j
      return tryStringify(value);
    case 100:  // d
      return formatAnyNumber(value, options);
    case 79:  // O
      return inspect(value, options);
    case 111:  // o
      return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
    case 105:  // i
      return formatInteger(value, options);
    case 102:  // f
      return typeof value === 'symbol' ? 'NaN' : numberText(Number.parseFloat(value), options);
    case 99:  // c: CSS, for browsers.
      return '';
    default:
      return null;
  }
}

const kPercent = 37;

function formatArguments(options, args) {
  const { 0: first } = args;
  let used = 0;
  let text = '';
  let space = '';
  if (typeof first === 'string') {
    if (args.length === 1) return first;
    let last = 0;
    let at = first.indexOf('%');
    while (at !== -1 && at < first.length - 1) {
      const letter = first.charCodeAt(at + 1);
      if (letter === kPercent) {
        text += first.slice(last, at + 1);
        last = at + 2;
      } else if (used + 1 < args.length) {
        const shown = formatPlaceholder(letter, args[used + 1], options);
        if (shown !== null) {
          used++;
          if (last !== at) text += first.slice(last, at);
          text += shown;
          last = at + 2;
        }
      }
      at = first.indexOf('%', at + 2);
    }
    if (last !== 0) {
      used++;
      space = ' ';
      if (last < first.length) text += first.slice(last);
    }
  }
  for (; used < args.length; used++) {
    const value = args[used];
    text += space + (typeof value === 'string' ? value : inspect(value, options));
    space = ' ';
  }
  return text;
}

function format(...args) {
  return formatArguments(undefined, args);
}

function formatWithOptions(options, ...args) {
  const { validateObject, kValidateObjectAllowArray } = require('internal/validators');
  validateObject(options, 'inspectOptions', kValidateObjectAllowArray);
  return formatArguments(options, args);
}

module.exports = { connect, format, formatWithOptions };
