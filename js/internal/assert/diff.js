'use strict';

// The readable difference of two values in the message of an AssertionError.

const { inspect } = require('internal/util/inspect');
const colors = require('internal/util/colors');
const { kDelete, kInsert, kKeep, myersDiff } = require('internal/util/diff');

const kOperatorTexts = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const kMaxShortLength = 12;
const kMaxLines = 50;
const kContextLines = 5;  // Of equal lines in a row only so many are shown.

// Whatever inspect's defaults were changed to, what was compared must be seen.
function inspectValue(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

const isObject = (value) => typeof value === 'object' && value !== null;

// -- One line against one line -------------------------------------------------------------------------------------------------------------

function characterDiff(actual, expected) {
  const paint = { [kInsert]: colors.green, [kDelete]: colors.red, [kKeep]: colors.white };
  const script = myersDiff(actual.split(''), expected.split('')).reverse();
  const text = script.map(({ 0: operation, 1: char }) => `${paint[operation]}${char}${colors.white}`).join('');
  return { message: `\n${text}`, header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}` };
}

function terminalWidth() {
  const { guessHandleType } = require('internal/util');
  return guessHandleType(2) === 'TTY' ? process.stderr.columns : 80;
}

function stackedDiff(actual, expected) {
  let message = `\n${colors.green}+${colors.white} ${actual}\n${colors.red}- ${colors.white}${expected}`;
  if (actual.length + expected.length <= terminalWidth()) {
    let i = 0;
    while (i < actual.length && actual[i] === expected[i]) i++;
    // A difference at the first characters is seen without help.
    if (i >= 3 && i < actual.length) message += `\n${' '.repeat(i + 2)}^`;
  }
  return { message };
}

function lineDiff(actual, shownActual, expected, shownExpected) {
  const quotes = (typeof actual === 'string' ? 2 : 0) + (typeof expected === 'string' ? 2 : 0);
  const length = shownActual.length + shownExpected.length - quotes;
  if (length <= kMaxShortLength && (actual !== 0 || expected !== 0)) {
    return { message: `${shownActual} !== ${shownExpected}`, header: '' };
  }
  if (typeof actual === 'string' && typeof expected === 'string' && colors.hasColors) return characterDiff(shownActual, shownExpected);
  return stackedDiff(shownActual, shownExpected);
}

// -- Many lines ----------------------------------------------------------------------------------------------------------------------------

// The end of a run of equal lines: what stands for those that were left out.
function closeRun(run) {
  const hidden = run.length - kContextLines;
  if (hidden <= 0) return { text: '', skipped: false };
  const keep = (line) => `${colors.white}  ${line}\n`;
  if (hidden <= 2) return { text: run.slice(kContextLines).map(keep).join(''), skipped: false };
  return { text: `${colors.blue}...${colors.white}\n${keep(run[run.length - 1])}`, skipped: true };
}

function linesDiff(actual, expected, operator, ignoreComma) {
  const script = myersDiff(actual, expected, ignoreComma).reverse();
  let message = '';
  let skipped = false;
  let run = [];
  for (const { 0: operation, 1: line } of script) {
    if (operation === kKeep) {
      if (run.length < kContextLines) message += `${colors.white}  ${line}\n`;
      run.push(line);
      continue;
    }
    const closed = closeRun(run);
    message += closed.text;
    skipped ||= closed.skipped;
    run = [];
    if (operation === kDelete) message += `${colors.red}-${colors.white} ${line}\n`;
    else if (operator !== 'partialDeepStrictEqual') message += `${colors.green}+${colors.white} ${line}\n`;
    else message += `${colors.gray}${colors.hasColors ? ' ' : '+'} ${line}${colors.white}\n`;
  }
  return { message: `\n${message.trimEnd()}`, skipped };
}

function createErrorDiff(actual, expected, operator, customMessage, diffType = 'simple') {
  if (operator === 'strictEqual' &&
      ((isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function'))) {
    operator = 'strictEqualObject';
  }
  const inspectedActual = inspectValue(actual);
  const inspectedExpected = inspectValue(expected);
  const linesActual = inspectedActual.split('\n');
  const linesExpected = inspectedExpected.split('\n');
  let header = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  let message;
  let skipped = false;
  if (linesActual.length === 1 && linesExpected.length === 1 && (!isObject(actual) || !isObject(expected))) {
    const difference = lineDiff(actual, inspectedActual, expected, inspectedExpected);
    ({ message, header = header } = difference);
  } else if (inspectedActual === inspectedExpected) {
    operator = 'notIdentical';
    header = '';
    skipped = linesActual.length > kMaxLines && diffType !== 'full';
    message = skipped ? `${linesActual.slice(0, kMaxLines).join('\n')}\n...}` : inspectedActual;
  } else {
    ({ message, skipped } = linesDiff(linesActual, linesExpected, operator, actual != null && typeof actual === 'object'));
    if (operator === 'partialDeepStrictEqual') {
      header = `${colors.gray}${colors.hasColors ? '' : '+ '}actual${colors.white} ${colors.red}- expected${colors.white}`;
    }
  }
  return `${customMessage || kOperatorTexts[operator]}\n${header}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

module.exports = { createErrorDiff, inspectValue, kOperatorTexts };
