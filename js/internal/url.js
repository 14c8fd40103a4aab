'use strict';

// The URL class and the ways between URLs and file paths.

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_THIS,
    ERR_INVALID_URL_SCHEME,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateString } = require('internal/validators');
const parser = require('internal/url/parser');
const { URLSearchParams, attachToUrl, refillParams } = require('internal/url/search_params');

const { parse, serialize, serializeHost, serializeOrigin, serializePath, whatwg } = parser;

function parseWithBase(input, base) {
  input = `${input}`.toWellFormed();
  if (base === undefined) return parse(input);
  const baseRecord = parse(`${base}`.toWellFormed());
  return baseRecord === null ? null : parse(input, baseRecord);
}

// Thrown by Node's C++: its stack shows no code.
function invalidUrl(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = `${input}`;
  if (base !== undefined) error.base = `${base}`;
  Error.captureStackTrace(error, invalidUrl);
  return error;
}

let fromRecord;

class URL {
  #record;
  #searchParams;
  #href;  // Undefined while it has to be written anew.

  static {
    fromRecord = (record) => new URL(record, kRecord);
  }

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    if (base === kRecord) {
      this.#record = input;
      return;
    }
    const record = parseWithBase(input, base);
    if (record === null) throw invalidUrl(input, base);
    this.#record = record;
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#record in value)) throw new ERR_INVALID_THIS('URL');
    return value.#record;
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    return parseWithBase(url, base) !== null;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const record = parseWithBase(input, base);
    return record === null ? null : fromRecord(record);
  }

  // A setter is one state of the parser, applied to the record.
  #modify(value, stateOverride, prepare) {
    const record = this.#record;
    prepare?.(record);
    whatwg().basicURLParse(value, { url: record, stateOverride });
    this.#href = undefined;
  }

  #cannotHaveCredentialsOrPort() {
    return whatwg().cannotHaveAUsernamePasswordPort(this.#record);
  }

  toString() {
    URL.#of(this);
    return this.href;
  }

  get href() {
    const record = URL.#of(this);
    return this.#href ??= serialize(record);
  }

  set href(value) {
    URL.#of(this);
    value = `${value}`;
    const record = parse(value.toWellFormed());
    if (record === null) throw invalidUrl(value);
    this.#record = record;
    this.#href = undefined;
    if (this.#searchParams) refillParams(this.#searchParams, record.query);
  }

  get origin() {
    return serializeOrigin(URL.#of(this));
  }

  get protocol() {
    return `${URL.#of(this).scheme}:`;
  }

  set protocol(value) {
    URL.#of(this);
    this.#modify(`${`${value}`.toWellFormed()}:`, 'scheme start');
  }

  get username() {
    return URL.#of(this).username;
  }

  set username(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (this.#cannotHaveCredentialsOrPort()) return;
    whatwg().setTheUsername(record, value);
    this.#href = undefined;
  }

  get password() {
    return URL.#of(this).password;
  }

  set password(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (this.#cannotHaveCredentialsOrPort()) return;
    whatwg().setThePassword(record, value);
    this.#href = undefined;
  }

  get host() {
    const { host, port } = URL.#of(this);
    if (host === null) return '';
    return port === null ? serializeHost(host) : `${serializeHost(host)}:${port}`;
  }

  set host(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (typeof record.path !== 'string') this.#modify(value, 'host');
  }

  get hostname() {
    const { host } = URL.#of(this);
    return host === null ? '' : serializeHost(host);
  }

  set hostname(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (typeof record.path !== 'string') this.#modify(value, 'hostname');
  }

  get port() {
    const { port } = URL.#of(this);
    return port === null ? '' : `${port}`;
  }

  set port(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (this.#cannotHaveCredentialsOrPort()) return;
    if (value === '') {
      record.port = null;
      this.#href = undefined;
    } else {
      this.#modify(value, 'port');
    }
  }

  get pathname() {
    return serializePath(URL.#of(this));
  }

  set pathname(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (typeof record.path === 'string') return;
    this.#modify(value, 'path start', () => {
      record.path = [];
    });
  }

  get search() {
    const { query } = URL.#of(this);
    return query === null || query === '' ? '' : `?${query}`;
  }

  set search(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (value === '') {
      record.query = null;
      this.#href = undefined;
    } else {
      this.#modify(value[0] === '?' ? value.slice(1) : value, 'query', () => {
        record.query = '';
      });
    }
    if (this.#searchParams) refillParams(this.#searchParams, record.query);
  }

  get searchParams() {
    const record = URL.#of(this);
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams();
      refillParams(this.#searchParams, record.query);
      attachToUrl(this.#searchParams, {
        update: (params) => {
          const query = params.toString();
          this.#record.query = query === '' ? null : query;
          this.#href = undefined;
        },
      });
    }
    return this.#searchParams;
  }

  get hash() {
    const { fragment } = URL.#of(this);
    return fragment === null || fragment === '' ? '' : `#${fragment}`;
  }

  set hash(value) {
    const record = URL.#of(this);
    value = `${value}`.toWellFormed();
    if (value === '') {
      record.fragment = null;
      this.#href = undefined;
      return;
    }
    this.#modify(value[0] === '#' ? value.slice(1) : value, 'fragment', () => {
      record.fragment = '';
    });
  }

  toJSON() {
    URL.#of(this);
    return this.href;
  }

  [customInspectSymbol](depth, options) {
    URL.#of(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = {};
    for (const key of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port',
      'pathname', 'search', 'searchParams', 'hash']) {
      shown[key] = this[key];
    }
    const { inspect } = require('internal/util/inspect');
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }
}

const kRecord = Symbol('kRecord');
const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(URL.prototype, {
  [Symbol.toStringTag]: { configurable: true, value: 'URL' },
  toString: kEnumerable,
  href: kEnumerable,
  origin: kEnumerable,
  protocol: kEnumerable,
  username: kEnumerable,
  password: kEnumerable,
  host: kEnumerable,
  hostname: kEnumerable,
  port: kEnumerable,
  pathname: kEnumerable,
  search: kEnumerable,
  searchParams: kEnumerable,
  hash: kEnumerable,
  toJSON: kEnumerable,
});
Object.defineProperties(URL, {
  canParse: { configurable: true, writable: true, enumerable: true },
  parse: { configurable: true, writable: true, enumerable: true },
});

// Also takes URLs of other realms and implementations, but not what legacy url.parse() gives.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

// -- Files -----------------------------------------------------------------------------------------------------------------------------

const kSlash = /%2f/i;
const kWindowsSlash = /%2f|%5c/i;

function windowsPath(url) {
  if (kWindowsSlash.test(url.pathname)) throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
  const pathname = decodeURIComponent(url.pathname.replaceAll('/', '\\'));
  if (url.hostname !== '') return `\\\\${domainToUnicode(url.hostname)}${pathname}`;
  const letter = pathname.codePointAt(1) | 0x20;
  if (letter < 0x61 || letter > 0x7A || pathname[2] !== ':') throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  return pathname.slice(1);
}

function checkPosix(url) {
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  if (kSlash.test(url.pathname)) throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
  return url.pathname;
}

function toFileUrl(path) {
  if (typeof path === 'string') path = new URL(path);
  if (!isURL(path)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return path;
}

function fileURLToPath(path, options = undefined) {
  const url = toFileUrl(path);
  if (options?.windows) return windowsPath(url);
  const pathname = checkPosix(url);
  return pathname.includes('%') ? decodeURIComponent(pathname) : pathname;
}

// As fileURLToPath, for paths that are no UTF-8.
function fileURLToPathBuffer(path, options = undefined) {
  const { Buffer } = require('buffer');
  const url = toFileUrl(path);
  if (options?.windows) return Buffer.from(windowsPath(url));
  const { unescapeBuffer } = require('querystring');
  return unescapeBuffer(checkPosix(url));
}

// What a path may hold that a URL's path may not.
const kUnsafe = /[^\w\-.!$&'()*+,;=:@/]/;
const kUnsafeAll = /[^\w\-.!$&'()*+,;=:@/]+/gu;

function escapePath(path) {
  if (!kUnsafe.test(path)) return path;
  return path.toWellFormed().replace(kUnsafeAll, (text) => encodeURIComponent(text).replaceAll('~', '%7E'));
}

function pathToFileURL(filepath, options = undefined) {
  validateString(filepath, 'path');
  const windows = options?.windows;
  const path = require('path');
  if (windows) return windowsFileUrl(path.win32, filepath);
  let resolved = path.resolve(filepath);
  // resolve() takes a trailing slash away; in a URL it matters.
  if (filepath.endsWith('/') && resolved !== '/' && !resolved.endsWith('/')) resolved += '/';
  return fromRecord(parser.makeRecord('file', '', null, escapePath(resolved).slice(1).split('/'), null, null));
}

function windowsFileUrl(win32, filepath) {
  const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
  let resolved = win32.resolve(filepath);
  if (/[\\/]$/.test(filepath) && !resolved.endsWith('\\')) resolved += '\\';
  if (resolved.startsWith('\\\\')) {
    // \\server\share\resource
    const end = resolved.indexOf('\\', 2);
    if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
    if (end === 2) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
    const url = new URL('file://');
    url.hostname = resolved.slice(2, end);
    url.pathname = escapePath(resolved.slice(end).replaceAll('\\', '/'));
    return url;
  }
  return new URL(`file:///${escapePath(resolved.replaceAll('\\', '/'))}`);
}

function toPathIfFileURL(fileUrlOrPath) {
  return isURL(fileUrlOrPath) ? fileURLToPath(fileUrlOrPath) : fileUrlOrPath;
}

// -- Hosts and HTTP --------------------------------------------------------------------------------------------------------------------

function domainToASCII(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  const url = new URL('ws://refused');
  url.hostname = `${domain}`;
  return url.hostname === 'refused' && `${domain}`.toLowerCase() !== 'refused' ? '' : url.hostname;
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  const ascii = domainToASCII(domain);
  return ascii === '' ? '' : internalBinding('encoding').toUnicode(ascii) ?? ascii;
}

// What http.request() takes of a URL.
function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,  // What somebody has put on the object.
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  toPathIfFileURL,
  urlToHttpOptions,
};
