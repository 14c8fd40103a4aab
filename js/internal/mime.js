'use strict';

// MIME types as the WHATWG "MIME Sniffing" standard parses and serializes them.

const { codes: { ERR_INVALID_MIME_SYNTAX } } = require('internal/errors');

const kNotToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const kNotQuotedString = /[^\t\u0020-~\u0080-\u00FF]/;
const kLeadingSpace = /^[\r\n\t ]*/;
const kTrailingSpace = /[\r\n\t ]*$/;

const toAsciiLower = (text) => text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());

function checkToken(production, token, whole = token) {
  const index = token.search(kNotToken);
  if (token === '' || index !== -1) throw new ERR_INVALID_MIME_SYNTAX(production, whole, index);
}

function parseEssence(text) {
  const start = kLeadingSpace.exec(text)[0].length;
  const slash = text.indexOf('/', start);
  const type = slash === -1 ? text.slice(start) : text.slice(start, slash);
  checkToken('type', type, text);
  if (slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', text, -1);
  const semicolon = text.indexOf(';', slash + 1);
  const end = semicolon === -1 ? text.length : semicolon;
  const subtype = text.slice(slash + 1, end).replace(kTrailingSpace, '');
  checkToken('subtype', subtype, text);
  return { type: toAsciiLower(type), subtype: toAsciiLower(subtype), parameters: text.slice(end + 1) };
}

// The value of a quoted string that begins at `position`, and where it ends (at or behind the closing quote).
function readQuoted(text, position) {
  let value = '';
  for (; position < text.length && text[position] !== '"'; position++) {
    if (text[position] === '\\' && position + 1 < text.length) position++;
    value += text[position];
  }
  return { value, end: position + 1 };
}

function parseParameters(text, data) {
  text = text.replace(kTrailingSpace, '');
  let position = 0;
  while (position < text.length) {
    position += kLeadingSpace.exec(text.slice(position))[0].length;
    const length = text.slice(position).search(/[;=]|$/);
    const name = toAsciiLower(text.slice(position, position + length));
    position += length + 1;
    if (text[position - 1] !== '=') continue;
    if (position >= text.length) break;
    let value;
    if (text[position] === '"') {
      const quoted = readQuoted(text, position + 1);
      value = quoted.value;
      const next = text.indexOf(';', quoted.end);
      position = next === -1 ? text.length : next + 1;
    } else {
      const semicolon = text.indexOf(';', position);
      const end = semicolon === -1 ? text.length : semicolon;
      value = text.slice(position, end).replace(kTrailingSpace, '');
      position = end + 1;
      if (value === '') continue;
    }
    if (name !== '' && !kNotToken.test(name) && !kNotQuotedString.test(value) && !data.has(name)) data.set(name, value);
  }
}

function encodeValue(value) {
  if (value === '') return '""';
  return kNotToken.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

let makeParams;

class MIMEParams {
  #data = new Map();
  #source = null;  // Not parsed yet.

  static {
    makeParams = (source) => {
      const params = new MIMEParams();
      params.#source = source;
      return params;
    };
  }

  #parsed() {
    if (this.#source !== null) {
      parseParameters(this.#source, this.#data);
      this.#source = null;
    }
    return this.#data;
  }

  delete(name) { this.#parsed().delete(name); }
  get(name) { return this.#parsed().get(name) ?? null; }
  has(name) { return this.#parsed().has(name); }

  set(name, value) {
    const data = this.#parsed();
    name = `${name}`;
    value = `${value}`;
    checkToken('parameter name', name);
    const index = value.search(kNotQuotedString);
    if (index !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, index);
    data.set(name, value);
  }

  *entries() { yield* this.#parsed().entries(); }
  *keys() { yield* this.#parsed().keys(); }
  *values() { yield* this.#parsed().values(); }

  toString() {
    return Array.from(this.#parsed(), ({ 0: name, 1: value }) => `${name}=${encodeValue(value)}`).join(';');
  }
}

const paramsToString = Function.prototype.call.bind(MIMEParams.prototype.toString);
const hidden = (value) => ({ __proto__: null, value, configurable: true, writable: true });
Object.defineProperties(MIMEParams.prototype, {
  [Symbol.iterator]: hidden(MIMEParams.prototype.entries),
  toJSON: hidden(MIMEParams.prototype.toString),
});

class MIMEType {
  #type;
  #subtype;
  #parameters;

  constructor(input) {
    const { type, subtype, parameters } = parseEssence(`${input}`);
    this.#type = type;
    this.#subtype = subtype;
    this.#parameters = makeParams(parameters);
  }

  get type() { return this.#type; }
  set type(value) {
    value = `${value}`;
    checkToken('type', value);
    this.#type = toAsciiLower(value);
  }

  get subtype() { return this.#subtype; }
  set subtype(value) {
    value = `${value}`;
    checkToken('subtype', value);
    this.#subtype = toAsciiLower(value);
  }

  get essence() { return `${this.#type}/${this.#subtype}`; }
  get params() { return this.#parameters; }

  toString() {
    const parameters = paramsToString(this.#parameters);
    return parameters === '' ? this.essence : `${this.essence};${parameters}`;
  }
}

Object.defineProperty(MIMEType.prototype, 'toJSON', hidden(MIMEType.prototype.toString));

module.exports = { MIMEParams, MIMEType };
