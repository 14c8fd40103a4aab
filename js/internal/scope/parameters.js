'use strict';

// scope.parameters(defaults): what a lab's command line says, `--name=value` for each name of `defaults`, in the type of its default: numbers
// (also 5e6), booleans (`--refute`, `--refute=false`), texts. Anything else on the command line ends the lab with exit code 9 and what it takes.

const { validateObject } = require('internal/validators');

function usage(defaults) {
  return Object.entries(defaults).map(([name, value]) => (typeof value === 'boolean' ? `--${name}` : `--${name}=${value}`)).join(' ');
}

function read(text, standard) {
  if (typeof standard === 'boolean') return text === undefined || text === 'true' ? true : text === 'false' ? false : undefined;
  if (text === undefined || text === '') return undefined;
  if (typeof standard !== 'number') return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

function parameters(defaults) {
  validateObject(defaults, 'defaults');
  const found = { ...defaults };
  for (const word of process.argv.slice(2)) {
    const match = /^--([^=]+)(?:=([^]*))?$/.exec(word);
    const value = match !== null && Object.hasOwn(defaults, match[1]) ? read(match[2], defaults[match[1]]) : undefined;
    if (value === undefined) {
      process.stderr.write(`${word} is no parameter of this lab; it takes ${usage(defaults) || 'none'}\n`);
      process.exit(9);
    }
    found[match[1]] = value;
  }
  return found;
}

module.exports = { parameters };
