'use strict';

const { defineLazyProperties } = require('internal/util');
const {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  pathToFileURL,
  urlToHttpOptions,
} = require('internal/url');

module.exports = {};
// What came before the URL Standard, loaded when it is used.
defineLazyProperties(module.exports, 'internal/url/legacy', ['Url', 'parse', 'resolve', 'resolveObject', 'format']);
defineLazyProperties(module.exports, 'internal/url_pattern', ['URLPattern']);
Object.assign(module.exports, {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
});
