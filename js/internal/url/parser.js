'use strict';

// URL records: {scheme, username, password, host, port, path, query, fragment} as the URL Standard has them, where path is a list of
// segments, or a string when it is opaque. What start-up and most programs parse is plain, and is parsed here; everything else goes to
// whatwg-url, which is large and loads on the first such string. A string taken here must give the record whatwg-url would give.

const kSpecialPorts = { '__proto__': null, 'http:': 80, 'https:': 443, 'ws:': 80, 'wss:': 443, 'ftp:': 21, 'file:': null };

// Path, query and fragment of characters that no state of the parser changes.
const kPath = String.raw`(?:\/[\w\-.~!$&'()*+,;=:@%/]*)?`;
const kQuery = String.raw`(?:\?[\w\-.~!$&()*+,;=:@%/?]*)?`;
const kFragment = String.raw`(?:#[\w\-.~!$&'()*+,;=:@%/?]*)?`;
// The last label begins with a letter, so that the host is no IPv4 address; Punycode needs tables.
const kHost = String.raw`(?!(?:[a-z\d-]+\.)*xn--)(?:[a-z\d-]+\.)*[a-z][a-z\d-]*`;
const kHttp = new RegExp(`^((?:http|ws)s?:)//(${kHost})(?::([1-9]\\d{0,3}))?(${kPath})(${kQuery})(${kFragment})$`);
const kFile = new RegExp(`^file://(?!/[A-Za-z](?::|\\|))(/[^?#]*)?(${kQuery})(${kFragment})$`);
const kPlainPath = new RegExp(`^${kPath}$`);
const kOpaque = /^(node|data|isoscope):([\w\-.~!$&'()*+,;=@%][\w\-.~!$&'()*+,;=:@%/]*)$/;
const kRelative = new RegExp(String.raw`^(?![\w+.-]*:|\/\/)((?:\/(?!\/)|[\w\-.~@])?[\w\-.~!$&'()*+,;=:@%/]*)(${kQuery})(${kFragment})$`);
const kDriveLetter = /^[A-Za-z](?::|\||%)/;

let full;
function whatwg() {
  return full ??= require('internal/deps/whatwg-url');
}

// Appends the segments of `text` to `path` as the path state does: dots are resolved, an empty last segment stays.
function appendSegments(path, text) {
  const segments = text.split('/');
  const last = segments.length - 1;
  for (let i = 0; i <= last; i++) {
    const segment = segments[i];
    const isDot = segment === '.' || segment.toLowerCase() === '%2e';
    const isDoubleDot = !isDot && segment.length <= 6 && segment.toLowerCase().replaceAll('%2e', '.') === '..';
    if (isDoubleDot) path.pop();
    if (!isDot && !isDoubleDot) {
      path.push(segment);
    } else if (i === last) {
      path.push('');
    }
  }
  return path;
}

function makeRecord(scheme, host, port, path, query, fragment) {
  return { scheme, username: '', password: '', host, port, path, query, fragment };
}

const rest = (text) => (text ? text.slice(1) : null);

function parsePlain(input) {
  let match = kHttp.exec(input);
  if (match !== null) {
    const port = match[3] === undefined || +match[3] === kSpecialPorts[match[1]] ? null : +match[3];
    const path = appendSegments([], match[4].slice(1));
    return makeRecord(match[1].slice(0, -1), match[2], port, path, rest(match[5]), rest(match[6]));
  }
  if (input.startsWith('file:')) {
    match = kFile.exec(input);
    if (match === null || (match[1] !== undefined && !kPlainPath.test(match[1]))) return undefined;
    return makeRecord('file', '', null, appendSegments([], (match[1] ?? '').slice(1)), rest(match[2]), rest(match[3]));
  }
  match = kOpaque.exec(input);
  if (match !== null) return makeRecord(match[1], null, null, match[2], null, null);
  return undefined;
}

function parseRelative(input, base) {
  if (typeof base.path === 'string' || kSpecialPorts[`${base.scheme}:`] === undefined) return undefined;
  const match = kRelative.exec(input);
  if (match === null) return undefined;
  const { 1: text, 2: query, 3: fragment } = match;
  let path;
  if (text === '') {
    path = base.path.slice();
  } else if (text[0] === '/') {
    path = appendSegments([], text.slice(1));
  } else {
    path = appendSegments(base.path.slice(0, -1), text);
  }
  // Drive letters are treated specially, even here.
  if (base.scheme === 'file' && (kDriveLetter.test(path[0] ?? '') || kDriveLetter.test(base.path[0] ?? ''))) return undefined;
  const record = makeRecord(base.scheme, base.host, base.port, path, query === '' && text === '' ? base.query : rest(query), rest(fragment));
  record.username = base.username;
  record.password = base.password;
  return record;
}

// The record, or null for what is no URL. `base` is a record.
function parse(input, base) {
  const plain = parsePlain(input) ?? (base ? parseRelative(input, base) : undefined);
  if (plain !== undefined) {
    // "?" and "#" alone leave an empty part, which is not the same as none: it shows in href.
    return plain;
  }
  return whatwg().parseURL(input, base ? { baseURL: base } : undefined);
}

function serializeHost(host) {
  return typeof host === 'string' ? host : whatwg().serializeHost(host);
}

function serializePath(record) {
  if (typeof record.path === 'string') return record.path;
  return record.path.length === 0 ? '' : `/${record.path.join('/')}`;
}

function serialize(record, withoutFragment = false) {
  let href = `${record.scheme}:`;
  if (record.host !== null) {
    href += '//';
    if (record.username !== '' || record.password !== '') {
      href += record.username;
      if (record.password !== '') href += `:${record.password}`;
      href += '@';
    }
    href += serializeHost(record.host);
    if (record.port !== null) href += `:${record.port}`;
  } else if (typeof record.path !== 'string' && record.path.length > 1 && record.path[0] === '') {
    href += '/.';
  }
  href += serializePath(record);
  if (record.query !== null) href += `?${record.query}`;
  if (!withoutFragment && record.fragment !== null) href += `#${record.fragment}`;
  return href;
}

function serializeOrigin(record) {
  switch (record.scheme) {
    case 'http':
    case 'https':
    case 'ws':
    case 'wss':
    case 'ftp':
      return `${record.scheme}://${serializeHost(record.host)}${record.port === null ? '' : `:${record.port}`}`;
    case 'blob': {
      const inner = parse(serializePath(record));
      return inner !== null && (inner.scheme === 'http' || inner.scheme === 'https') ? serializeOrigin(inner) : 'null';
    }
    default:
      return 'null';
  }
}

module.exports = { makeRecord, parse, serialize, serializeHost, serializeOrigin, serializePath, whatwg };
