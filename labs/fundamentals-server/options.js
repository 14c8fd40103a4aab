'use strict';

// `--name=number` for each name of `defaults`.
function parse(words, defaults) {
  const options = { ...defaults };
  for (const word of words) {
    const [, name, text] = /^--(\w+)=(\d+)$/.exec(word) ?? [];
    if (!Object.hasOwn(defaults, name ?? '')) {
      console.error(`${word} is no option; there are ${Object.keys(defaults).map((key) => `--${key}=N`).join(' ')}`);
      process.exit(9);
    }
    options[name] = Number(text);
  }
  return options;
}

// A whole number of a query, within bounds: what users send must not decide how much memory is taken.
function numberOf(query, name, standard, most) {
  const value = query.has(name) ? Number(query.get(name)) : standard;
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw Object.assign(new Error(`${name} must be a whole number from 0 to ${most}`), { status: 400 });
  }
  return value;
}

module.exports = { parse, numberOf };
