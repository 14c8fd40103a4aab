'use strict';

// Whether input that does not compile is wrong, or only not finished.

const parser = () => require('internal/deps/acorn');

const kOptions = { ecmaVersion: 'latest', allowAwaitOutsideFunction: true, allowReturnOutsideFunction: false };

function isRecoverable(error, source) {
  if (error?.name !== 'SyntaxError') return false;
  try {
    parser().parse(source, kOptions);
    return false;  // The parser sees nothing wrong: V8 knows better.
  } catch (problem) {
    const { message, pos } = problem;
    if (message.startsWith('Unterminated template') || message.startsWith('Unterminated comment')) return true;
    // A string goes on behind a backslash at the end of its line.
    if (message.startsWith('Unterminated string')) return /\\\r?\n?$/.test(source);
    if (message.startsWith('Unterminated regular')) return false;
    return pos >= source.trimEnd().length;
  }
}

function isValidSyntax(source) {
  for (const text of [source, `_=${source}`]) {
    try {
      parser().parse(text, { ...kOptions, allowReturnOutsideFunction: true });
      return true;
    } catch {
      // As an expression, perhaps.
    }
  }
  return false;
}

// `{ a: 1 }` is an object to a person and a block to a parser.
function looksLikeObject(source) {
  return /^\s*{/.test(source) && !/;\s*$/.test(source);
}

module.exports = { isRecoverable, isValidSyntax, looksLikeObject };
