'use strict';

// Percent-encoding, shared by querystring and URLs.

const {
  codes: { ERR_INVALID_URI },
} = require('internal/errors');

const hexTable = Array.from({ length: 256 }, (_, byte) => `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`);

function tableOf(characters) {
  const table = new Int8Array(128);
  for (let i = 0; i < characters.length; i++) table[characters.charCodeAt(i)] = 1;
  return table;
}

const kAlphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

// Percent-encodes everything outside `table`. A lone surrogate is an error.
function encodeStr(string, table, hex = hexTable) {
  const { length } = string;
  let out = '';
  let last = 0;
  for (let i = 0; i < length; i++) {
    let code = string.charCodeAt(i);
    if (code < 0x80) {
      if (table[code] === 1) continue;
      if (last < i) out += string.slice(last, i);
      last = i + 1;
      out += hex[code];
      continue;
    }
    if (last < i) out += string.slice(last, i);
    if (code < 0x800) {
      out += hex[0xC0 | (code >> 6)] + hex[0x80 | (code & 0x3F)];
    } else if (code < 0xD800 || code >= 0xE000) {
      out += hex[0xE0 | (code >> 12)] + hex[0x80 | ((code >> 6) & 0x3F)] + hex[0x80 | (code & 0x3F)];
    } else {
      i++;
      // Any second unit is taken, as ever: only the end of the string is refused.
      if (i >= length) throw new ERR_INVALID_URI();
      code = 0x10000 + (((code & 0x3FF) << 10) | (string.charCodeAt(i) & 0x3FF));
      out += hex[0xF0 | (code >> 18)] + hex[0x80 | ((code >> 12) & 0x3F)] + hex[0x80 | ((code >> 6) & 0x3F)] + hex[0x80 | (code & 0x3F)];
    }
    last = i + 1;
  }
  if (last === 0) return string;
  return last < length ? out + string.slice(last) : out;
}

module.exports = { encodeStr, hexTable, kAlphanumeric, tableOf };
