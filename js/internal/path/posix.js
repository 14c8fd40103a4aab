'use strict';

const { validateString } = require('internal/validators');
const { allSeparators, findExtension, findLastPart, makeFormat, splitName, withoutSuffix } =
  require('internal/path/common');

const kSlash = 47;
const isSeparator = (code) => code === kSlash;

const kDot = 46;

// Whether normalizing may change a path: empty, '.' and '..' segments, and names that begin with a dot. No regular expression: every start
// resolves a path, and would compile it.
const mayBeAbnormal = (path) => path.charCodeAt(0) === kDot || path.includes('/.') || path.includes('//');

// normalizeSegments() without lists: joining and resolving is what programs do most.
function normalizeBody(path, isAbsolute) {
  let body = '';
  for (let start = 0, end; start < path.length; start = end + 1) {
    end = path.indexOf('/', start);
    if (end === -1) end = path.length;
    const isDotted = path.charCodeAt(start) === kDot;
    if (end === start || (isDotted && end === start + 1)) continue;
    if (!isDotted || end !== start + 2 || path.charCodeAt(start + 1) !== kDot) {
      body = body === '' ? path.slice(start, end) : `${body}/${path.slice(start, end)}`;
    } else if (body !== '' && body !== '..' && !body.endsWith('/..')) {
      const parent = body.lastIndexOf('/');
      body = parent === -1 ? '' : body.slice(0, parent);
    } else if (!isAbsolute) {
      body = body === '' ? '..' : `${body}/..`;
    }
  }
  return body;
}

function normalizeText(path) {
  const isAbsolute = path.charCodeAt(0) === kSlash;
  const isDirectory = path.charCodeAt(path.length - 1) === kSlash;
  let body = normalizeBody(path, isAbsolute);
  if (body === '') {
    if (isAbsolute) return '/';
    return isDirectory ? './' : '.';
  }
  if (isDirectory) body += '/';
  return isAbsolute ? `/${body}` : body;
}

const posix = {
  resolve(...args) {
    let resolved = '';
    let isAbsolute = false;
    for (let i = args.length - 1; i >= 0 && !isAbsolute; i--) {
      const path = args[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = resolved === '' ? path : `${path}/${resolved}`;
      isAbsolute = path.charCodeAt(0) === kSlash;
    }
    if (!isAbsolute) {
      const cwd = process.cwd();
      resolved = resolved === '' ? cwd : `${cwd}/${resolved}`;
      isAbsolute = cwd.charCodeAt(0) === kSlash;
    }
    if (!isAbsolute) return normalizeBody(resolved, false) || '.';
    if (!mayBeAbnormal(resolved) && resolved.charCodeAt(resolved.length - 1) !== kSlash) return resolved;
    return `/${normalizeBody(resolved, true)}`;
  },

  normalize(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    return mayBeAbnormal(path) ? normalizeText(path) : path;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return path.length > 0 && path.charCodeAt(0) === kSlash;
  },

  join(...args) {
    let joined = '';
    for (let i = 0; i < args.length; i++) {
      const path = args[i];
      validateString(path, 'path');
      if (path.length > 0) joined = joined === '' ? path : `${joined}/${path}`;
    }
    if (joined === '') return '.';
    return mayBeAbnormal(joined) ? normalizeText(joined) : joined;
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    if (from === '/') return to.slice(1);
    // `common` is where the last separator stands that both share.
    let common = 0;
    while (common < from.length && common < to.length && from.charCodeAt(common) === to.charCodeAt(common)) common++;
    const isWhole = (path, other) => common === path.length && other.charCodeAt(common) === kSlash;
    if (isWhole(from, to)) return to.slice(common + 1);
    if (!isWhole(to, from)) common = from.lastIndexOf('/', common - 1);
    let up = '..';
    for (let i = from.indexOf('/', common + 1); i !== -1; i = from.indexOf('/', i + 1)) up += '/..';
    return common + 1 < to.length ? `${up}/${to.slice(common + 1)}` : up;
  },

  toNamespacedPath(path) {
    return path;  // Windows only.
  },

  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    const isAbsolute = path.charCodeAt(0) === kSlash;
    const end = findLastPart(path, 1, isSeparator).start - 1;
    if (end <= 0) return isAbsolute ? '/' : '.';
    return isAbsolute && end === 1 ? '//' : path.slice(0, end);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix === path) return '';
    const { start, end } = findLastPart(path, 0, isSeparator);
    return start === end ? allSeparators(path, 0, suffix) : withoutSuffix(path.slice(start, end), suffix);
  },

  extname(path) {
    validateString(path, 'path');
    const { start, end } = findLastPart(path, 0, isSeparator);
    const name = path.slice(start, end);
    const dot = findExtension(name);
    return dot === -1 ? '' : name.slice(dot);
  },

  format: makeFormat('/'),

  parse(path) {
    validateString(path, 'path');
    const root = path.charCodeAt(0) === kSlash ? '/' : '';
    const { start, end } = findLastPart(path, root.length, isSeparator);
    const { base, ext, name } = splitName(path.slice(start, end));
    const hasDirectory = base !== '' && start > root.length;
    return { root, dir: hasDirectory ? path.slice(0, start - 1) : root, base, ext, name };
  },

  matchesGlob(path, pattern) {
    return require('internal/fs/glob').matchGlobPattern(path, pattern, false);
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};

posix.posix = posix;
posix._makeLong = posix.toNamespacedPath;

module.exports = posix;
