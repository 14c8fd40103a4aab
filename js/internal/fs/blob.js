'use strict';

// fs.openAsBlob(): the file's bytes, read when the blob is made.

const { promises } = require('fs');
const { Blob } = require('buffer');
const { validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

async function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const { type = '' } = options;
  validateString(type, 'options.type');
  return new Blob([await promises.readFile(path)], { type });
}

module.exports = { openAsBlob };
