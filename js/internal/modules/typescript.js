'use strict';

// TypeScript: types are replaced by blanks, so that lines and columns stay (the npm package amaro, which is large and loads on first use).

const { codes } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { emitExperimentalWarning, isUnderNodeModules, kEmptyObject } = require('internal/util');
const { validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validators');

const kFiles = /\.[cm]?ts$/;

function isTypeScriptFile(filename) {
  return kFiles.test(filename);
}

const kErrors = { __proto__: null, UnsupportedSyntax: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', InvalidSyntax: 'ERR_INVALID_TYPESCRIPT_SYNTAX' };

function transform(source, options) {
  const { transformSync } = require('internal/deps/amaro');
  try {
    return transformSync(source, options);
  } catch (problem) {
    const code = kErrors[problem?.code];
    if (code === undefined) throw problem;
    const error = new codes[code](problem.message);
    error.stack = `${problem.filename}:${problem.startLine}\n${problem.snippet}\n${error.stack}`;
    throw error;
  }
}

function addSourceMap(code, map) {
  const { Buffer } = require('buffer');
  return `${code}\n\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}

let transforms;

// Of a module or program. `filename` is a path or a URL.
function stripTypes(source, filename) {
  if (isUnderNodeModules(filename)) throw new codes.ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING(filename);
  if (transforms === undefined) {
    transforms = getOptionValue('--experimental-transform-types');
    if (transforms) emitExperimentalWarning('Transform Types');
  }
  const mode = transforms ? 'transform' : 'strip-only';
  // Without blanks in their place, lines move: only then is a map needed.
  const { code, map } = transform(source, { __proto__: null, mode, sourceMap: transforms && getOptionValue('--enable-source-maps'), filename });
  return map ? addSourceMap(code, map) : code;
}

// module.stripTypeScriptTypes
function stripTypeScriptTypes(code, options = kEmptyObject) {
  emitExperimentalWarning('stripTypeScriptTypes');
  validateString(code, 'code');
  validateObject(options, 'options');
  const { sourceMap = false, sourceUrl = '' } = options;
  let { mode = 'strip' } = options;
  validateOneOf(mode, 'options.mode', ['strip', 'transform']);
  validateString(sourceUrl, 'options.sourceUrl');
  if (mode === 'strip') validateOneOf(sourceMap, 'options.sourceMap', [false, undefined]);
  else validateBoolean(sourceMap, 'options.sourceMap');
  mode = mode === 'strip' ? 'strip-only' : mode;
  const { code: stripped, map } = transform(code, { __proto__: null, mode, sourceMap, filename: sourceUrl });
  if (map) return addSourceMap(stripped, map);
  return sourceUrl ? `${stripped}\n\n//# sourceURL=${sourceUrl}` : stripped;
}

module.exports = { isTypeScriptFile, stripTypeScriptTypes, stripTypes };
