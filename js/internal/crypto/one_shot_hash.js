'use strict';

const { oneShotHash } = internalBinding('crypto');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { encodingsMap, normalizeEncoding } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { validateObject, validateString, validateUint32 } = require('internal/validators');
const { digestId, warnOfShake } = require('internal/crypto/util');

const kUtf8 = encodingsMap.utf8;

// hash(algorithm, input[, 'hex' or {outputEncoding, outputLength}])
function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['string', 'Buffer', 'TypedArray', 'DataView'], input);
  }
  let outputEncoding = 'hex';
  let outputLength;
  if (typeof options === 'string') {
    outputEncoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    outputEncoding = options.outputEncoding ?? outputEncoding;
    outputLength = options.outputLength;
  }
  let normalized = outputEncoding;
  if (outputEncoding !== 'hex') {
    validateString(outputEncoding, 'outputEncoding');
    normalized = normalizeEncoding(outputEncoding);
    if (normalized === undefined) {
      if (outputEncoding.toLowerCase() !== 'buffer') throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
      normalized = 'buffer';
    }
  }
  if (outputLength === undefined) warnOfShake(algorithm);
  else validateUint32(outputLength, 'options.outputLength');
  return oneShotHash(digestId(algorithm), input, kUtf8, encodingsMap[normalized], outputLength, algorithm);
}

module.exports = { hash };
