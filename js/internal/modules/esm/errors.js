'use strict';

// V8's errors, said in terms of what the user has to change.

const { urlToFilename } = require('internal/modules/helpers');

const kCommonJsGlobal = /^(require|module|exports|__filename|__dirname) is not defined$/;

// A named import of a CommonJS module that the lexer did not find.
function explainMissingExport(error, record) {
  const match = /module '(.*)' does not provide an export named '(.+)'/.exec(error?.message ?? '');
  if (match === null) return;
  const [, specifier, name] = match;
  const source = findImporter(record, specifier, new Set());
  if (source?.format !== 'commonjs') return;
  const arrow = internalBinding('errors').positionOf(error);
  const names = /{.*}/.exec(arrow)?.[0].replace(/\s+as\s+/g, ': ');
  const first = error.stack.slice(0, error.stack.indexOf('\n    at '));
  error.message = `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all ` +
    'module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n${names ? `const ${names} = pkg;\n` : ''}`;
  error.stack = `SyntaxError: ${error.message}${error.stack.slice(first.length)}`;
}

// The dependency that a module of the graph asks for by `specifier`.
function findImporter(record, specifier, seen) {
  if (seen.has(record)) return undefined;
  seen.add(record);
  const requests = record.format === 'module' ? record.wrap.getRequests() : [];
  for (let i = 0; i < requests.length; i += 2) {
    if (requests[i] === specifier) return record.dependencies[i / 2];
  }
  for (const dependency of record.dependencies ?? []) {
    const found = findImporter(dependency, specifier, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

// require, module ... in an ES module.
function explainCommonJSGlobal(error, wrap) {
  if (error?.name !== 'ReferenceError' || !kCommonJsGlobal.test(error.message)) return;
  if (wrap.hasTopLevelAwait()) {
    error.message = 'Cannot determine intended module format because both require() and top-level await are present. If the code is ' +
      'intended to be CommonJS, wrap await in an async function. If the code is intended to be an ES module, replace require() with import.';
    error.code = 'ERR_AMBIGUOUS_MODULE_SYNTAX';
    return;
  }
  error.message += ' in ES module scope';
  if (error.message.startsWith('require ')) error.message += ', you can use import instead';
  if (!/^file:.*\.js(\?[^#]*)?(#.*)?$/s.test(wrap.url)) return;
  const config = require('internal/modules/package_json_reader').nearest(urlToFilename(wrap.url));
  if (config?.type !== 'module') return;
  error.message += `\nThis file is being treated as an ES module because it has a '.js' file extension and '${config.path}' contains ` +
    '"type": "module". To treat it as a CommonJS script, rename it to use the \'.cjs\' file extension.';
}

module.exports = { explainCommonJSGlobal, explainMissingExport };
