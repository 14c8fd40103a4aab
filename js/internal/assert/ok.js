'use strict';

// assert(value): the message of a failure shows the expression that was false.

const AssertionError = require('internal/assert/assertion_error');
const { isError } = require('internal/util');
const { getErrorSource } = internalBinding('util');

// What is called at the end of a line's part: `assert`, `assert.`, `a?.b['c']`.
const kCalleeBefore = /[A-Za-z_$][\w$]*(?:\s*(?:\?\.|\.)\s*(?:[A-Za-z_$][\w$]*)?|\[\s*(?:'[^']*'|"[^"]*"|\d+)\s*\])*$/;

// Where a string, template, regular expression or comment that begins at `start` ends; `start` itself when none begins there.
function skipLiteral(code, start) {
  const char = code[start];
  if (char === '/' && (code[start + 1] === '/' || code[start + 1] === '*')) {
    const end = code[start + 1] === '/' ? -1 : code.indexOf('*/', start + 2);
    return end === -1 ? code.length : end + 2;
  }
  // A slash behind a value divides; elsewhere it begins a regular expression.
  const isQuote = char === '"' || char === "'" || char === '`' || (char === '/' && !/[\w$)\]]\s*$/.test(code.slice(0, start)));
  if (!isQuote) return start;
  for (let i = start + 1; i < code.length; i++) {
    if (code[i] === '\\') i++;
    else if (code[i] === char) return i + 1;
  }
  return code.length;
}

// The call in a source line whose position is `column`: up to its closing parenthesis, the statement's end or the line's.
function findCall(code, column) {
  const before = kCalleeBefore.exec(code.slice(0, column));
  const endsInAccess = before !== null && /(?:\.|\])\s*$/.test(before[0]);
  const start = endsInAccess ? before.index : column;
  let depth = 0;
  for (let i = column; i < code.length;) {
    const next = skipLiteral(code, i);
    if (next !== i) {
      i = next;
      continue;
    }
    if (code[i] === '(') depth++;
    else if (code[i] === ')' && --depth === 0) return code.slice(start, i + 1);
    else if (code[i] === ';' && depth <= 0) return code.slice(start, i);
    i++;
  }
  return code.slice(start);
}

// Control characters would disturb the terminal; line breaks and tabs stay.
const kControl = /[\x00-\x08\x0b\x0c\x0e-\x1f]/g;
const escapeControl = (char) => (char === '\b' ? '\\b' : char === '\f' ? '\\f' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

function describeExpression(fn) {
  const place = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  Error.captureStackTrace(place, fn);
  Error.stackTraceLimit = limit;
  const source = getErrorSource(place);
  if (source === undefined) return undefined;
  const call = findCall(source[0], source[1]);
  return call === '' ? undefined : `The expression evaluated to a falsy value:\n\n  ${call.replace(kControl, escapeControl)}\n`;
}

// `fn` is the function the user called, `count` its number of arguments.
function innerOk(fn, count, value, message) {
  if (value) return;
  let generatedMessage = false;
  if (count === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generatedMessage = true;
    message = describeExpression(fn);
  } else if (isError(message)) {
    throw message;
  }
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn });
  error.generatedMessage = generatedMessage;
  throw error;
}

module.exports = { innerOk };
