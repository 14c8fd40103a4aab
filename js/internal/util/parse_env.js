'use strict';

// The text of a .env file as an object of strings: what process.loadEnvFile, util.parseEnv and --env-file read.
//
// A line is KEY=value, with `export ` allowed before it. Values in single, double or back quotes may span lines; "\n" is a line break only in
// double quotes. Elsewhere # begins a comment.

function valueEnd(text, from) {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function readValue(text, start) {
  let position = start;
  while (text[position] === ' ' || text[position] === '\t') position++;
  const quote = text[position];
  if (quote === '"' || quote === '\'' || quote === '`') {
    const close = text.indexOf(quote, position + 1);
    if (close !== -1) {
      const raw = text.slice(position + 1, close);
      return { value: quote === '"' ? raw.replaceAll('\\n', '\n') : raw, next: valueEnd(text, close) };
    }
  }
  const next = valueEnd(text, position);
  const line = text.slice(position, next);
  const comment = line.indexOf('#');
  return { value: (comment === -1 ? line : line.slice(0, comment)).trim(), next };
}

function parseEnv(content) {
  const text = content.replace(/\r\n?/g, '\n');
  const result = {};
  let position = 0;
  while (position < text.length) {
    const lineEnd = valueEnd(text, position);
    const equals = text.indexOf('=', position);
    const key = equals === -1 || equals > lineEnd ? '' : text.slice(position, equals).trim().replace(/^export\s+/, '');
    if (key === '' || key.startsWith('#')) {
      position = lineEnd + 1;
      continue;
    }
    const { value, next } = readValue(text, equals + 1);
    result[key] = value;
    position = next + 1;
  }
  return result;
}

module.exports = { parseEnv };
