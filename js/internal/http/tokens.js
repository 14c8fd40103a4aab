'use strict';

// What may stand where in HTTP's texts, and the checks of it that users know.

const {
  codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN }, hideStackFrames,
} = require('internal/errors');
const { assignFunctionName } = require('internal/util');

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const notInValue = /[^\t\x20-\x7e\x80-\xff]/;

// By character code: 1 where a token may have it.
const tokenCharacters = new Uint8Array(256);
for (let code = 0; code < 256; code++) tokenCharacters[code] = token.test(String.fromCharCode(code)) ? 1 : 0;

function checkIsHttpToken(text) {
  const { length } = text;
  if (length === 0) return false;
  if (length > 24) return token.test(text);
  for (let i = 0; i < length; i++) {
    if (tokenCharacters[text.charCodeAt(i)] !== 1) return false;
  }
  return true;
}

function checkInvalidHeaderChar(value) {
  return notInValue.test(value);
}

const validateHeaderName = assignFunctionName('validateHeaderName', hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN.HideStackFramesError(label || 'Header name', name);
  }
}));

const validateHeaderValue = assignFunctionName('validateHeaderValue', hideStackFrames((name, value) => {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE.HideStackFramesError(value, name);
  if (notInValue.test(value)) throw new ERR_INVALID_CHAR.HideStackFramesError('header content', name);
}));

module.exports = {
  checkInvalidHeaderChar,
  checkIsHttpToken,
  chunkExpression: /(?:^|\W)chunked(?:$|\W)/i,
  closeExpression: /(?:^|\W)close(?:$|\W)/i,
  continueExpression: /(?:^|\W)100-continue(?:$|\W)/i,
  validateHeaderName,
  validateHeaderValue,
};
