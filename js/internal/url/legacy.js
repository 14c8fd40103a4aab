'use strict';

// url.parse(), format() and resolve(): Node's parser from before the URL Standard. It never fails on a path, and takes anything after a host
// that cannot be a part of it for one.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL },
} = require('internal/errors');
const { isInsideNodeModules } = require('internal/util');
const { validateString } = require('internal/validators');
const querystring = require('querystring');
const { encodeStr, kAlphanumeric, tableOf } = require('internal/querystring');

const kProtocol = /^[a-z0-9.+-]+:/i;
const kPort = /:[0-9]*$/;
const kAuthority = /^\/\/[^@/]+@[^@/]+/;
const kSimplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
const kForbiddenHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const kForbiddenHostIpv6 = /[\0\t\n\r #%/<>?@\\^|]/;
const kHostnameMaxLength = 255;

const unsafeProtocol = new Set(['javascript', 'javascript:']);
const hostlessProtocol = new Set(['javascript', 'javascript:']);
const slashedProtocol = new Set(['http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:',
  'ws', 'ws:', 'wss', 'wss:']);

// Characters that end a host, besides those that begin what follows it.
const kEndsHost = /[\t\n\r "%';<>\\^`{|}]/;
const kEscaped = {
  '__proto__': null,
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C', '^': '%5E', '`': '%60',
  '{': '%7B', '|': '%7C', '}': '%7D',
};

const authTable = tableOf(`!'()*-._~:${kAlphanumeric}`);

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

const isSpace = (code) => code === 0x20 || code === 0x09 || code === 0x0D || code === 0x0A || code === 0x0C || code === 0xA0 || code === 0xFEFF;

// Without white space around it, and with forward slashes before the query.
function normalizeInput(url) {
  let start = 0;
  let end = url.length;
  while (start < end && isSpace(url.charCodeAt(start))) start++;
  while (end > start && isSpace(url.charCodeAt(end - 1))) end--;
  url = url.slice(start, end);
  const stop = url.search(/[?#]/);
  if (stop === -1) return url.replaceAll('\\', '/');
  return url.slice(0, stop).replaceAll('\\', '/') + url.slice(stop);
}

function setSearch(self, search, parseQuery) {
  if (search === undefined) {
    // What was asked to be an object is one even without a query.
    self.search = parseQuery ? null : self.search;
    if (parseQuery) self.query = { __proto__: null };
    return;
  }
  self.search = search;
  self.query = parseQuery ? querystring.parse(search.slice(1)) : search.slice(1);
}

let warnedPort = false;
function warnOfPort(url) {
  if (warnedPort) return;
  warnedPort = true;
  process.emitWarning(`The URL ${url} is invalid. Future versions of Node.js will throw an error.`, 'DeprecationWarning', 'DEP0170');
}

// Splits [userinfo@]host[:port] off `rest`; returns what comes after it.
function parseHost(self, rest, url) {
  let hostEnd = -1;
  let atSign = -1;
  let end = rest.length;
  for (let i = 0; i < end; i++) {
    const character = rest[i];
    if (character === '@') {
      atSign = i;
      hostEnd = -1;
    } else if (character === '/' || character === '#' || character === '?') {
      if (hostEnd === -1) hostEnd = i;
      end = i;
    } else if (hostEnd === -1 && kEndsHost.test(character)) {
      hostEnd = i;
    }
  }
  let start = 0;
  if (atSign !== -1) {
    self.auth = decodeURIComponent(rest.slice(0, atSign));
    start = atSign + 1;
  }
  let host = hostEnd === -1 ? rest.slice(start) : rest.slice(start, hostEnd);
  rest = hostEnd === -1 ? '' : rest.slice(hostEnd);

  const port = kPort.exec(host);
  if (port !== null) {
    if (port[0] !== ':') self.port = port[0].slice(1);
    host = host.slice(0, -port[0].length);
  }
  if (host) self.host = host;
  let hostname = host;
  const isIpv6 = hostname.length > 1 && hostname[0] === '[' && hostname.at(-1) === ']';
  if (!isIpv6) {
    const bad = hostname.search(/[/\\#?:]/);
    if (bad !== -1) {
      if (hostname[bad] === ':') warnOfPort(url);
      rest = `/${hostname.slice(bad)}${rest}`;
      hostname = hostname.slice(0, bad);
    }
  }
  hostname = hostname.length > kHostnameMaxLength ? '' : hostname.toLowerCase();
  if (hostname !== '') {
    if (isIpv6) {
      if (kForbiddenHostIpv6.test(hostname)) throw new ERR_INVALID_URL(url);
    } else {
      // Two at least of our ways to write a host must agree that it is one.
      if (/[^\0-\x7f]/.test(hostname)) hostname = internalBinding('encoding').toASCII(hostname) ?? '';
      if (hostname === '' || kForbiddenHost.test(hostname)) throw new ERR_INVALID_URL(url);
    }
  }
  self.host = hostname + (self.port ? `:${self.port}` : '');
  self.hostname = isIpv6 ? hostname.slice(1, -1) : hostname;
  if (isIpv6 && rest[0] !== '/') rest = `/${rest}`;
  return rest;
}

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = normalizeInput(url);

  if (!slashesDenoteHost && !/[#@]/.test(url)) {
    const simple = kSimplePath.exec(rest);
    if (simple !== null) {
      this.path = rest;
      this.href = rest;
      this.pathname = simple[1];
      setSearch(this, simple[2], parseQueryString);
      return this;
    }
  }

  const proto = kProtocol.exec(rest)?.[0];
  const lowerProto = proto?.toLowerCase();
  if (proto !== undefined) {
    this.protocol = lowerProto;
    rest = rest.slice(proto.length);
  }
  let slashes;
  if (slashesDenoteHost || proto !== undefined || kAuthority.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !(proto !== undefined && hostlessProtocol.has(lowerProto))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!hostlessProtocol.has(lowerProto) && (slashes || (proto !== undefined && !slashedProtocol.has(proto)))) rest = parseHost(this, rest, url);
  if (!unsafeProtocol.has(lowerProto)) rest = rest.replace(/[\t\n\r "'<>\\^`{|}]/g, (character) => kEscaped[character]);

  const hashAt = rest.indexOf('#');
  const beforeHash = hashAt === -1 ? rest : rest.slice(0, hashAt);
  if (hashAt !== -1) this.hash = rest.slice(hashAt);
  const queryAt = beforeHash.indexOf('?');
  setSearch(this, queryAt === -1 ? undefined : beforeHash.slice(queryAt), parseQueryString);
  const pathname = queryAt === -1 ? beforeHash : beforeHash.slice(0, queryAt);
  if (pathname.length > 0) this.pathname = pathname;
  if (slashedProtocol.has(lowerProto) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

Url.prototype.format = function format() {
  const auth = this.auth ? `${encodeStr(this.auth, authTable)}@` : '';
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const { hostname } = this;
    const bare = hostname.includes(':') && !(hostname[0] === '[' && hostname.at(-1) === ']');
    host = auth + (bare ? `[${hostname}]` : hostname) + (this.port ? `:${this.port}` : '');
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') query = querystring.stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && protocol.at(-1) !== ':') protocol += ':';
  pathname = pathname.replace(/[#?]/g, (character) => (character === '#' ? '%23' : '%3F'));

  // Only these protocols have slashes of their own accord.
  if (this.slashes || slashedProtocol.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function parse(url, parseQueryString, slashesDenoteHost) {
  return url instanceof Url ? url : new Url().parse(url, parseQueryString, slashesDenoteHost);
}

// -- resolve ---------------------------------------------------------------------------------------------------------------------------

function fixPath(result) {
  result.path = result.pathname || result.search ? (result.pathname || '') + (result.search || '') : null;
}

// Dots against `path`'s own segments, from the end: each ".." takes the segment before it away.
function withoutDots(segments) {
  const kept = [];
  let up = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i];
    if (segment === '.') continue;
    if (segment === '..') {
      up++;
    } else if (up > 0) {
      up--;
    } else {
      kept.push(segment);
    }
  }
  return { kept: kept.reverse(), up };
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(parse(relative, false, true)).format();
};

// The user information and host that a protocol without "//" has put into the first segment of its path.
function takeHostFromPath(result) {
  const at = result.host?.indexOf('@') > 0 && result.host.split('@');
  if (at) {
    result.auth = at.shift();
    result.host = result.hostname = at.shift();
  }
}

function copyUrl(source) {
  return Object.assign(new Url(), source);
}

// A relative URL with a protocol of its own: little of the base remains.
function resolveWithProtocol(result, relative) {
  if (!slashedProtocol.has(relative.protocol)) {
    Object.assign(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !hostlessProtocol.has(relative.protocol)) {
    const segments = (relative.pathname || '').split('/');
    while (segments.length > 0 && !(relative.host = segments.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (segments[0] !== '') segments.unshift('');
    if (segments.length < 2) segments.unshift('');
    result.pathname = segments.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
  result.slashes ||= relative.slashes;
  result.href = result.format();
  return result;
}

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') relative = parse(relative, false, true);
  const result = copyUrl(this);
  // The fragment is always the relative one's.
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) {
    const { protocol } = result;
    Object.assign(result, relative);
    result.protocol = protocol;
    if (slashedProtocol.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    result.href = result.format();
    return result;
  }
  if (relative.protocol && relative.protocol !== result.protocol) return resolveWithProtocol(result, copyUrl(relative));

  const isSourceAbsolute = Boolean(result.pathname) && result.pathname[0] === '/';
  const isRelativeAbsolute = Boolean(relative.host) || (Boolean(relative.pathname) && relative.pathname[0] === '/');
  let mustEndAbsolute = isRelativeAbsolute || isSourceAbsolute || (Boolean(result.host) && Boolean(relative.pathname));
  const removeAllDots = mustEndAbsolute;
  let source = (result.pathname && result.pathname.split('/')) || [];
  const target = (relative.pathname && relative.pathname.split('/')) || [];
  // "coap:host/path": the host is the first segment of the path.
  const noLeadingSlashes = Boolean(result.protocol) && !slashedProtocol.has(result.protocol);
  if (noLeadingSlashes) {
    result.hostname = '';
    result.port = null;
    if (result.host) {
      if (source[0] === '') {
        source[0] = result.host;
      } else {
        source.unshift(result.host);
      }
    }
    result.host = '';
    if (relative.protocol) {
      relative = copyUrl(relative);
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      if (relative.host) {
        if (target[0] === '') {
          target[0] = relative.host;
        } else {
          target.unshift(relative.host);
        }
      }
      relative.host = null;
    }
    mustEndAbsolute = mustEndAbsolute && (target[0] === '' || source[0] === '');
  }

  if (isRelativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    source = target;
  } else if (target.length > 0) {
    source.pop();
    source = source.concat(target);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    // Only a query: the path stays as it is.
    if (noLeadingSlashes) {
      result.hostname = result.host = source.shift();
      takeHostFromPath(result);
    }
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) fixPath(result);
    result.href = result.format();
    return result;
  }

  if (source.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }

  const last = source.at(-1);
  const hasTrailingSlash = ((result.host || relative.host || source.length > 1) && (last === '.' || last === '..')) || last === '';
  const { kept, up } = withoutDots(source);
  source = kept;
  if (!mustEndAbsolute && !removeAllDots) {
    for (let i = 0; i < up; i++) source.unshift('..');
  }
  if (mustEndAbsolute && source[0] !== '' && (!source[0] || source[0][0] !== '/')) source.unshift('');
  if (hasTrailingSlash && source.join('/').at(-1) !== '/') source.push('');
  const isAbsolute = source[0] === '' || (source[0] && source[0][0] === '/');
  if (noLeadingSlashes) {
    result.hostname = result.host = isAbsolute ? '' : source.length > 0 ? source.shift() : '';
    takeHostFromPath(result);
  }
  mustEndAbsolute ||= Boolean(result.host) && source.length > 0;
  if (mustEndAbsolute && !isAbsolute) source.unshift('');
  if (source.length > 0) {
    result.pathname = source.join('/');
  } else {
    result.pathname = null;
    result.path = null;
  }
  if (result.pathname !== null || result.search !== null) fixPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes = result.slashes || relative.slashes;
  result.href = result.format();
  return result;
};

Url.prototype.parseHost = function parseHostOf() {
  let { host } = this;
  const port = kPort.exec(host)?.[0];
  if (port !== undefined) {
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, -port.length);
  }
  if (host) this.hostname = host;
};

function format(urlObject, options) {
  const { URL } = require('internal/url');
  if (typeof urlObject === 'string') {
    urlObject = parse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (urlObject instanceof URL) {
    return formatUrl(urlObject, options);
  }
  return Reflect.apply(Url.prototype.format, urlObject, []);
}

function formatUrl(url, options) {
  const shown = { fragment: true, unicode: false, search: true, auth: true };
  if (options) {
    require('internal/validators').validateObject(options, 'options');
    for (const key in shown) {
      if (options[key] != null) shown[key] = Boolean(options[key]);
    }
  }
  return internalBinding('url').format(url.href, shown.fragment, shown.unicode, shown.search, shown.auth);
}

function resolve(source, relative) {
  return parse(source, false, true).resolve(relative);
}

function resolveObject(source, relative) {
  if (!source) return relative;
  return parse(source, false, true).resolveObject(relative);
}

let warnedParse = false;

// The public url.parse(): ours call `parse` and warn nobody.
function parseWithWarning(url, parseQueryString, slashesDenoteHost) {
  if (!warnedParse && !isInsideNodeModules()) {
    warnedParse = true;
    process.emitWarning(
      '`url.parse()` behavior is not standardized and prone to errors that have security implications. Use the WHATWG URL API instead. ' +
      'CVEs are not issued for `url.parse()` vulnerabilities.', 'DeprecationWarning', 'DEP0169');
  }
  return parse(url, parseQueryString, slashesDenoteHost);
}

module.exports = { Url, format, parse: parseWithWarning, resolve, resolveObject };
