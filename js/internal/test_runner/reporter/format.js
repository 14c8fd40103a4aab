'use strict';

// What the reporters share: symbols, colours, the text of an error.

const { inspect } = require('internal/util/inspect');

const kSymbols = {
  '__proto__': null, 'test:fail': '\u2716 ', 'test:pass': '\u2714 ', 'test:diagnostic': '\u2139 ', 'arrow': '\u25B6 ', 'skip': '\uFE63 ',
};

const isColorful = () => process.stdout.isTTY === true && process.stdout.hasColors?.() !== false && process.env.NO_COLOR === undefined;

function paint(color, text) {
  if (!isColorful()) return text;
  const [open, close] = inspect.colors[color];
  return `\u001b[${open}m${text}\u001b[${close}m`;
}

const indentOf = (nesting) => '  '.repeat(nesting);

// The cause is what the test's own code threw.
function errorText(error, indent) {
  const shown = error?.code === 'ERR_TEST_FAILURE' && error.cause !== undefined ? error.cause : error;
  const text = inspect(shown, { colors: isColorful(), breakLength: Infinity });
  return text.split('\n').map((line) => `${indent}  ${line}`).join('\n');
}

function relativeLocation({ file, line, column }) {
  return `test at ${require('path').relative(process.cwd(), file)}:${line}:${column}`;
}

module.exports = { errorText, indentOf, kSymbols, paint, relativeLocation };
