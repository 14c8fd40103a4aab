'use strict';

// The text of a .env file as an object: util.parseEnv(), process.loadEnvFile() and --env-file.

const kQuotes = '\'"`';

function parseEnv(content) {
  const values = {};
  let rest = content.replaceAll('\r', '').trim();
  const skipLine = (from) => {
    const end = rest.indexOf('\n', from);
    rest = end === -1 ? '' : rest.slice(end + 1);
  };
  while (rest !== '') {
    if (rest[0] === '\n' || rest[0] === '#') {
      skipLine(0);
      continue;
    }
    const equal = rest.indexOf('=');
    const newline = rest.indexOf('\n');
    if (equal === -1) break;
    if (newline !== -1 && equal > newline) {
      rest = rest.slice(newline + 1).trim();
      continue;
    }
    let key = rest.slice(0, equal).trim();
    rest = rest.slice(equal + 1);
    if (rest === '' || rest[0] === '\n') {
      values[key] = '';
      rest = rest.slice(1);
      continue;
    }
    if (key === '') continue;
    if (key.startsWith('export ')) key = key.slice(7).trim();
    rest = rest.trim();
    if (rest === '') {
      values[key] = '';
      break;
    }
    const quote = kQuotes.includes(rest[0]) ? rest[0] : undefined;
    const closing = quote === undefined ? -1 : rest.indexOf(quote, 1);
    if (closing !== -1) {
      const value = rest.slice(1, closing);
      values[key] = quote === '"' ? value.replaceAll('\\n', '\n') : value;
      skipLine(closing + 1);
      continue;
    }
    const end = rest.indexOf('\n');
    const line = end === -1 ? rest : rest.slice(0, end);
    const hash = quote === undefined ? line.indexOf('#') : -1;
    values[key] = quote === undefined ? (hash === -1 ? line : line.slice(0, hash)).trim() : line;
    skipLine(0);
  }
  // In the order of their names, as Node gives them.
  return Object.fromEntries(Object.keys(values).sort().map((key) => [key, values[key]]));
}

module.exports = { parseEnv };
