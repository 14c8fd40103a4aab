'use strict';

// Query strings, in Node's older way: more lenient than URLSearchParams, and with separators to choose.

const { Buffer } = require('buffer');
const { encodeStr, kAlphanumeric, tableOf } = require('internal/querystring');

const kEscape = /%[0-9a-f]{2}/i;
const unescapedTable = tableOf(`!'()*-._~${kAlphanumeric}`);

function hexValue(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  return -1;
}

// Decodes what is well formed and leaves the rest as it is.
function unescapeBuffer(string, decodeSpaces) {
  const out = Buffer.allocUnsafe(string.length);
  let length = 0;
  for (let i = 0; i < string.length; i++) {
    const code = string.charCodeAt(i);
    if (code === 0x2B && decodeSpaces) {
      out[length++] = 0x20;
      continue;
    }
    if (code === 0x25 && i + 2 < string.length) {
      const high = hexValue(string.charCodeAt(i + 1));
      const low = hexValue(string.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        i += 2;
        continue;
      }
    }
    out[length++] = code;
  }
  return out.slice(0, length);
}

function unescape(string, decodeSpaces) {
  try {
    return decodeURIComponent(string);
  } catch {
    return QueryString.unescapeBuffer(string, decodeSpaces).toString();
  }
}

function escape(string) {
  if (typeof string !== 'string') {
    if (typeof string === 'object') {
      string = String(string);
    } else {
      string += '';
    }
  }
  return encodeStr(string, unescapedTable);
}

function stringifyPrimitive(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && isFinite(value)) return `${value}`;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return '';
}

function encodeStringified(value, encode) {
  if (typeof value === 'string') return value.length > 0 ? encode(value) : '';
  if (typeof value === 'number' && isFinite(value)) {
    // Only numbers with an exponent have a character that might need it.
    return Math.abs(value) < 1e21 ? `${value}` : encode(`${value}`);
  }
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return '';
}

function stringify(object, separator, equals, options) {
  const sep = separator || '&';
  const eq = equals || '=';
  let encode = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  const convert = encode === escape ? encodeStringified : (value, custom) => custom(stringifyPrimitive(value));
  if (object === null || typeof object !== 'object') return '';

  let out = '';
  for (const key of Object.keys(object)) {
    const value = object[key];
    const start = convert(key, encode) + eq;
    if (Array.isArray(value)) {
      if (value.length === 0) continue;
      for (const item of value) {
        if (out) out += sep;
        out += start + convert(item, encode);
      }
    } else {
      if (out) out += sep;
      out += start + convert(value, encode);
    }
  }
  return out;
}

function addPair(object, key, value) {
  const existing = object[key];
  if (existing === undefined) {
    object[key] = value;
  } else if (Array.isArray(existing)) {
    existing.push(value);
  } else {
    object[key] = [existing, value];
  }
}

// A custom decoder that throws falls back on ours.
function decodeWith(string, decode) {
  try {
    return decode(string);
  } catch {
    return QueryString.unescape(string, true);
  }
}

function decodePart(text, decode, isCustom) {
  if (text.length === 0) return text;
  // A custom decoder sees the space as it would have been written.
  if (text.includes('+')) text = text.replaceAll('+', isCustom ? '%20' : ' ');
  return isCustom || (text.includes('%') && kEscape.test(text)) ? decodeWith(text, decode) : text;
}

function parse(string, separator, equals, options) {
  const object = { __proto__: null };
  if (typeof string !== 'string' || string.length === 0) return object;
  const sep = separator ? `${separator}` : '&';
  const eq = equals ? `${equals}` : '=';

  let left = 1000;
  if (options && typeof options.maxKeys === 'number') left = options.maxKeys > 0 ? options.maxKeys : -1;
  let decode = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const isCustom = decode !== unescape;

  let position = 0;
  while (position <= string.length) {
    let end = string.indexOf(sep, position);
    if (end === -1) end = string.length;
    if (end > position) {
      const pair = string.slice(position, end);
      const at = pair.indexOf(eq);
      const key = at === -1 ? pair : pair.slice(0, at);
      const value = at === -1 ? '' : pair.slice(at + eq.length);
      addPair(object, decodePart(key, decode, isCustom), decodePart(value, decode, isCustom));
    }
    if (--left === 0) break;  // Empty pairs count, too.
    position = end + sep.length;
  }
  return object;
}

const QueryString = module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
