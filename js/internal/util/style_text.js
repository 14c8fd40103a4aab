'use strict';

const { inspect } = require('internal/util/inspect');
const { validateBoolean, validateOneOf, validateString } = require('internal/validators');

const escapeCode = (code) => (code === undefined ? '' : `\u001b[${code}m`);

const has = (object, ...methods) => methods.every((name) => typeof object[name] === 'function');

// A stream of Node's or of the web, whoever made it.
function isStream(value) {
  if (typeof value !== 'object' || value === null) return false;
  return Boolean(value._readableState || value._writableState) || has(value, 'write', 'on') || has(value, 'pipe', 'on') ||
    has(value, 'pipeThrough', 'getReader', 'cancel') || has(value, 'getWriter', 'abort');
}

function shouldStyle(stream) {
  const colors = require('internal/util/colors');
  if (stream === undefined) return colors.shouldColorizeFd(1);  // What process.stdout would say, without making it.
  if (!isStream(stream)) {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return colors.shouldColorize(stream);
}

// Where the text itself ends one of the styles, it starts again; dim and bold have the same end, so that one stays.
function restartStyle(text, { 0: start, 1: end }) {
  const { dim, bold } = inspect.colors;
  const keepsEnd = start === dim[0] || start === bold[0];
  return text.replace(new RegExp(`\\u001b\\[${end}m`, 'g'), (match, offset) => {
    if (offset + match.length >= text.length) return match;
    return keepsEnd ? match + escapeCode(start) : escapeCode(start);
  });
}

function styleText(format, text, { validateStream = true, stream = undefined } = {}) {
  validateString(text, 'text');
  validateBoolean(validateStream, 'options.validateStream');
  const styled = !validateStream || shouldStyle(stream);
  const codes = [];
  for (const name of Array.isArray(format) ? format : [format]) {
    if (name === 'none') continue;
    const code = inspect.colors[name];
    if (code == null) validateOneOf(name, 'format', Object.keys(inspect.colors));
    codes.push(code);
  }
  if (!styled) return text;
  const start = codes.map((code) => escapeCode(code[0])).join('');
  const end = codes.map((code) => escapeCode(code[1])).reverse().join('');
  return start + codes.reduce(restartStyle, text) + end;
}

module.exports = { styleText };
