'use strict';

const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateFunction } = require('internal/validators');
const { encodeStr, hexTable, kAlphanumeric, tableOf } = require('internal/querystring');

const formTable = tableOf(`*-._${kAlphanumeric}`);
const formHex = hexTable.slice();
formHex[0x20] = '+';

// application/x-www-form-urlencoded: malformed escapes stay, malformed UTF-8 becomes U+FFFD.
function decode(text) {
  if (text.includes('+')) text = text.replaceAll('+', ' ');
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    const { Buffer } = require('buffer');
    const { unescapeBuffer } = require('querystring');
    return unescapeBuffer(Buffer.from(text).latin1Slice()).utf8Slice();
  }
}

function parseForm(text) {
  const list = [];
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    list.push(decode(at === -1 ? pair : pair.slice(0, at)), at === -1 ? '' : decode(pair.slice(at + 1)));
  }
  return list;
}

const encode = (text) => encodeStr(text, formTable, formHex);
const toUSVString = (value) => `${value}`.toWellFormed();

function listOf(init) {
  if ((typeof init !== 'object' || init === null) && typeof init !== 'function') {
    init = toUSVString(init);
    return parseForm(init[0] === '?' ? init.slice(1) : init);
  }
  const list = [];
  const method = init[Symbol.iterator];
  if (method === undefined || method === null) {
    // A record: later keys that become equal as well-formed strings replace earlier ones.
    const positions = new Map();
    for (const key of Reflect.ownKeys(init)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
      if (descriptor === undefined || !descriptor.enumerable) continue;
      const name = toUSVString(key);
      const value = toUSVString(init[key]);
      const position = positions.get(name);
      if (position === undefined) {
        positions.set(name, list.push(name, value) - 1);
      } else {
        list[position] = value;
      }
    }
    return list;
  }
  if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs');
  for (const pair of init) {
    if (pair === null || pair === undefined) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    if ((typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const items = Array.from(pair);
    if (items.length !== 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    list.push(toUSVString(items[0]), toUSVString(items[1]));
  }
  return list;
}

// Set by URL: tells it of a change. Only module code ever sees them.
let onChange;
let refill;

class URLSearchParams {
  // name, value, name, value ...
  #list = [];
  // The URL that this belongs to, if any.
  #url = null;

  static {
    onChange = (params, url) => {
      params.#url = url;
    };
    refill = (params, query) => {
      params.#list = query ? parseForm(query) : [];
    };
  }

  constructor(init = undefined) {
    if (init !== undefined && init !== null) this.#list = listOf(init);
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#list in value)) throw new ERR_INVALID_THIS('URLSearchParams');
    return value.#list;
  }

  #changed() {
    this.#url?.update(this);
  }

  get size() {
    return URLSearchParams.#of(this).length / 2;
  }

  append(name, value) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    list.push(toUSVString(name), toUSVString(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    if (value !== undefined) value = toUSVString(value);
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) {
        list.splice(i, 2);
      } else {
        i += 2;
      }
    }
    this.#changed();
  }

  get(name) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return list[i + 1];
    }
    return null;
  }

  getAll(name) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    const values = [];
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) values.push(list[i + 1]);
    }
    return values;
  }

  has(name, value = undefined) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    if (value !== undefined) value = toUSVString(value);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    const list = URLSearchParams.#of(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    name = toUSVString(name);
    value = toUSVString(value);
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] !== name) {
        i += 2;
      } else if (!found) {
        list[i + 1] = value;
        found = true;
        i += 2;
      } else {
        list.splice(i, 2);
      }
    }
    if (!found) list.push(name, value);
    this.#changed();
  }

  // By UTF-16 units of the name; stable.
  sort() {
    const list = URLSearchParams.#of(this);
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.#list = pairs.flat();
    this.#changed();
  }

  entries() {
    return new Iterator(URLSearchParams.#of(this), () => this.#list, 'entries');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#of(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) Reflect.apply(callback, thisArg, [this.#list[i + 1], this.#list[i], this]);
  }

  keys() {
    return new Iterator(URLSearchParams.#of(this), () => this.#list, 'keys');
  }

  values() {
    return new Iterator(URLSearchParams.#of(this), () => this.#list, 'values');
  }

  toString() {
    const list = URLSearchParams.#of(this);
    let text = '';
    for (let i = 0; i < list.length; i += 2) text += `${i > 0 ? '&' : ''}${encode(list[i])}=${encode(list[i + 1])}`;
    return text;
  }

  [customInspectSymbol](recurseTimes, ctx) {
    const list = URLSearchParams.#of(this);
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = recurseTimes !== null ? { ...ctx, depth: recurseTimes - 1 } : { ...ctx };
    const output = [];
    for (let i = 0; i < list.length; i += 2) output.push(`${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
    return wrap('URLSearchParams', output, ctx);
  }
}

// Colors do not count for the length.
function wrap(name, output, ctx) {
  const { removeColors } = require('internal/util');
  const length = output.reduce((sum, text) => sum + removeColors(text).length + 2, -2);
  if (output.length === 0) return `${name} {}`;
  if (length > ctx.breakLength) return `${name} {\n  ${output.join(',\n  ')} }`;
  return `${name} { ${output.join(', ')} }`;
}

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

class Iterator {
  #list;
  #kind;
  #index = 0;

  constructor(_, list, kind) {
    this.#list = list;
    this.#kind = kind;
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#list in value)) throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    return value.#list();
  }

  #item(list, index) {
    if (this.#kind === 'keys') return list[index];
    return this.#kind === 'values' ? list[index + 1] : [list[index], list[index + 1]];
  }

  next() {
    const list = Iterator.#of(this);
    if (this.#index >= list.length) return { value: undefined, done: true };
    const value = this.#item(list, this.#index);
    this.#index += 2;
    return { value, done: false };
  }

  [customInspectSymbol](recurseTimes, ctx) {
    const list = Iterator.#of(this);
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = recurseTimes !== null ? { ...ctx, depth: recurseTimes - 1 } : { ...ctx };
    const output = [];
    for (let i = this.#index; i < list.length; i += 2) output.push(inspect(this.#item(list, i), inner));
    return wrap(`${this[Symbol.toStringTag]}`, output, ctx);
  }
}
delete Iterator.prototype.constructor;
Object.setPrototypeOf(Iterator.prototype, IteratorPrototype);

const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(Iterator.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'URLSearchParams Iterator' },
  next: kEnumerable,
});

Object.defineProperties(URLSearchParams.prototype, {
  append: kEnumerable,
  delete: kEnumerable,
  get: kEnumerable,
  getAll: kEnumerable,
  has: kEnumerable,
  set: kEnumerable,
  size: kEnumerable,
  sort: kEnumerable,
  entries: kEnumerable,
  forEach: kEnumerable,
  keys: kEnumerable,
  values: kEnumerable,
  toString: kEnumerable,
  [Symbol.toStringTag]: { configurable: true, value: 'URLSearchParams' },
  [Symbol.iterator]: { configurable: true, writable: true, value: URLSearchParams.prototype.entries },
});

internalBinding('messaging').markClass(URLSearchParams.prototype, false, false);

module.exports = { URLSearchParams, attachToUrl: onChange, refillParams: refill };
