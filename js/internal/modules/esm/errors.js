'use strict';

// V8's errors, said in terms of what the user has to change.

const { urlToFilename } = require('internal/modules/helpers');

const kCommonJsGlobal = /^(require|module|exports|__filename|__dirname) is not defined$/;

// Linking failed: V8 knows where, but whoever catches the error only has its stack. So, as in Node, the stack begins with the position.
function explainLinkError(error, record) {
  const { positionOf } = internalBinding('errors');
  const arrow = positionOf(error);
  const match = /module '(.*)' does not provide an export named '(.+)'/.exec(error?.message ?? '');
  if (match !== null) explainMissingExport(error, record, match[1], match[2], arrow);
  if (arrow !== '' && typeof error?.stack === 'string' && !error.stack.startsWith(arrow)) error.stack = `${arrow}${error.stack}`;
}

// A named import of a CommonJS module that the lexer did not find.
function explainMissingExport(error, record, specifier, name, arrow) {
  if (findDependency(record, specifier, new Set())?.format !== 'commonjs') return;
  const names = /{.*}/.exec(arrow)?.[0].replace(/\s+as\s+/g, ': ');
  const frames = error.stack.indexOf('\n    at ');
  error.message = `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all ` +
    'module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\n' +
    `import pkg from '${specifier}';\n${names ? `const ${names} = pkg;\n` : ''}`;
  error.stack = `SyntaxError: ${error.message}${frames === -1 ? '' : error.stack.slice(frames)}`;
}

// The dependency that a module of the graph asks for by `specifier`.
function findDependency(record, specifier, seen) {
  if (seen.has(record)) return undefined;
  seen.add(record);
  const requests = record.format === 'module' ? record.wrap.getRequests() : [];
  for (let i = 0; i < requests.length; i += 2) {
    if (requests[i] === specifier) return record.dependencies[i / 2];
  }
  for (const dependency of record.dependencies ?? []) {
    const found = findDependency(dependency, specifier, seen);
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

module.exports = { explainCommonJSGlobal, explainLinkError };
