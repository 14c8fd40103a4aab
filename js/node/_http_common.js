'use strict';

const {
  HTTPParser, _checkInvalidHeaderChar, _checkIsHttpToken, chunkExpression, continueExpression, freeParser, isLenient, kIncomingMessage,
  kSkipPendingData, methods, parsers, prepareError,
} = require('internal/http/common');

module.exports = {
  _checkInvalidHeaderChar,
  _checkIsHttpToken,
  chunkExpression,
  continueExpression,
  CRLF: '\r\n',
  freeParser,
  methods,
  parsers,
  kIncomingMessage,
  HTTPParser,
  isLenient,
  prepareError,
  kSkipPendingData,
};
