'use strict';

// The URL class and the ways between URLs and file paths.

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_URL_SCHEME,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateString } = require('internal/validators');
const { URLSearchParams, attachToUrl, refillParams } = require('internal/url/search_params');

const binding = internalBinding('url');
const { fields: { urlComponents } } = internalBinding('env');

const kOmitted = 0xFFFFFFFF;

// Thrown by Node's C++: its stack shows no code.
function invalidUrl(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = `${input}`;
  if (base !== undefined) error.base = `${base}`;
  Error.captureStackTrace(error, invalidUrl);
  return error;
}

// A parsed URL: its text and where its parts are in it.
class URLContext {
  constructor(href) {
    this.href = href;
    this.protocolEnd = urlComponents[0];
    this.usernameEnd = urlComponents[1];
    this.hostStart = urlComponents[2];
    this.hostEnd = urlComponents[3];
    this.port = urlComponents[4];
    this.pathnameStart = urlComponents[5];
    this.searchStart = urlComponents[6];
    this.hashStart = urlComponents[7];
  }

  get hasPort() { return this.port !== kOmitted; }
  get hasSearch() { return this.searchStart !== kOmitted; }
  get hasHash() { return this.hashStart !== kOmitted; }

  get search() {
    if (!this.hasSearch) return '';
    const end = this.hasHash ? this.hashStart : this.href.length;
    return end - this.searchStart <= 1 ? '' : this.href.slice(this.searchStart, end);
  }

  get pathname() {
    return this.href.slice(this.pathnameStart, this.hasSearch ? this.searchStart : this.hasHash ? this.hashStart : undefined);
  }

  get origin() {
    const protocol = this.href.slice(0, this.protocolEnd);
    switch (protocol) {
      case 'http:':
      case 'https:':
      case 'ws:':
      case 'wss:':
      case 'ftp:':
        return `${protocol}//${this.host}`;
      case 'blob:': {
        const href = binding.parse(this.pathname, undefined);
        if (href === undefined) return 'null';
        const inner = new URLContext(href);
        return href.startsWith('http:') || href.startsWith('https:') ? inner.origin : 'null';
      }
      default:
        return 'null';
    }
  }

  // Behind the "@" of credentials. With no host, "/." may stand before the path.
  get hostBegin() { return this.href[this.hostStart] === '@' ? this.hostStart + 1 : this.hostStart; }
  get host() { return this.hostBegin >= this.hostEnd ? '' : this.href.slice(this.hostBegin, this.pathnameStart); }
  get hostname() { return this.href.slice(this.hostBegin, this.hostEnd); }
}

let markSearchParamsModified;

class URL {
  #context;
  #searchParams;
  #searchParamsModified = false;  // Written to the href when somebody looks.

  static {
    markSearchParamsModified = (url) => { url.#searchParamsModified = true; };
  }

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    if (base === kParsed) {
      this.#context = new URLContext(input);
      return;
    }
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = binding.parse(input, base);
    if (href === undefined) throw invalidUrl(input, base);
    this.#context = new URLContext(href);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    return binding.canParse(`${url}`, base === undefined ? undefined : `${base}`);
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const href = binding.parse(`${input}`, base === undefined ? undefined : `${base}`);
    return href === undefined ? null : new URL(href, kParsed);
  }

  static createObjectURL(obj) {
    return require('internal/blob').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    require('internal/blob').revokeObjectURL(`${url}`);
  }

  #getHref() {
    if (this.#searchParamsModified) this.#writeSearchParams();
    return this.#context.href;
  }

  #getSearch() {
    if (this.#searchParamsModified) this.#writeSearchParams();
    return this.#context.search;
  }

  #writeSearchParams() {
    this.#searchParamsModified = false;
    this.#update(binding.kSearch, this.#searchParams.toString());
  }

  // One setter of the URL Standard. False when the value was refused.
  #update(part, value) {
    const href = binding.update(this.#context.href, part, value);
    if (href === undefined) return false;
    this.#context = new URLContext(href);
    return true;
  }

  #refillSearchParams() {
    if (this.#searchParams === undefined) return;
    this.#searchParamsModified = false;
    refillParams(this.#searchParams, this.#context.search.slice(1));
  }

  toString() {
    return this.#getHref();
  }

  get href() {
    return this.#getHref();
  }

  set href(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    value = `${value}`;
    if (!this.#update(binding.kHref, value)) throw invalidUrl(value);
    this.#refillSearchParams();
  }

  get origin() {
    return this.#context.origin;
  }

  get protocol() {
    return this.#context.href.slice(0, this.#context.protocolEnd);
  }

  set protocol(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kProtocol, `${value}`);
  }

  get username() {
    const context = this.#context;
    return context.protocolEnd + 2 < context.usernameEnd ? context.href.slice(context.protocolEnd + 2, context.usernameEnd) : '';
  }

  set username(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kUsername, `${value}`);
  }

  get password() {
    const context = this.#context;
    return context.hostStart > context.usernameEnd ? context.href.slice(context.usernameEnd + 1, context.hostStart) : '';
  }

  set password(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kPassword, `${value}`);
  }

  get host() {
    return this.#context.host;
  }

  set host(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kHost, `${value}`);
  }

  get hostname() {
    return this.#context.hostname;
  }

  set hostname(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kHostname, `${value}`);
  }

  get port() {
    const context = this.#context;
    return context.hasPort ? `${context.port}` : '';
  }

  set port(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kPort, `${value}`);
  }

  get pathname() {
    return this.#context.pathname;
  }

  set pathname(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kPathname, `${value}`);
  }

  get search() {
    return this.#getSearch();
  }

  set search(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kSearch, `${value}`);
    this.#refillSearchParams();
  }

  get searchParams() {
    if (this.#searchParams === undefined) {
      const search = this.#context.search;
      this.#searchParams = new URLSearchParams();
      if (search !== '') refillParams(this.#searchParams, search.slice(1));
      attachToUrl(this.#searchParams, { update: () => markSearchParamsModified(this) });
    }
    return this.#searchParams;
  }

  get hash() {
    const context = this.#context;
    return !context.hasHash || context.href.length - context.hashStart <= 1 ? '' : context.href.slice(context.hashStart);
  }

  set hash(value) {
    if (this.#searchParamsModified) this.#writeSearchParams();
    this.#update(binding.kHash, `${value}`);
  }

  toJSON() {
    return this.#getHref();
  }

  [customInspectSymbol](depth, options) {
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

const kParsed = Symbol('kParsed');
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
  createObjectURL: kEnumerable,
  revokeObjectURL: kEnumerable,
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
  return new URL(`file://${escapePath(resolved)}`);
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
  return binding.domainToASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return binding.domainToUnicode(`${domain}`);
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

internalBinding('messaging').markClass(URL.prototype, false, false);  // No message takes one.

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
