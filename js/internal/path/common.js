'use strict';

// What posix and win32 paths share. A "last part" is found from the end: trailing separators do not count.

const { validateObject } = require('internal/validators');

// Resolves '.' and '..'. `split` is a regular expression or string for the separators.
function normalizeSegments(path, isAbsolute, separator, split) {
  const segments = [];
  for (const segment of path.split(split)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.length > 0 && segments[segments.length - 1] !== '..') segments.pop();
    else if (!isAbsolute) segments.push(segment);
  }
  return segments.join(separator);
}

// [start, end) of the last part of `path` from `from` on; start === end when there is none.
function findLastPart(path, from, isSeparator) {
  let end = path.length;
  while (end > from && isSeparator(path.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > from && !isSeparator(path.charCodeAt(start - 1))) start--;
  return { start, end };
}

// Where the extension of a file name begins; -1 for none, as in '.profile' and '..'.
function findExtension(name) {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? -1 : dot;
}

function withoutSuffix(name, suffix) {
  return suffix !== undefined && suffix.length > 0 && name.length > suffix.length && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

function splitName(base) {
  const dot = findExtension(base);
  return dot === -1 ? { base, ext: '', name: base } : { base, ext: base.slice(dot), name: base.slice(0, dot) };
}

function makeFormat(separator) {
  return function format(pathObject) {
    validateObject(pathObject, 'pathObject');
    const { root, ext } = pathObject;
    const dir = pathObject.dir || root;
    const dotted = ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : '';
    const base = pathObject.base || `${pathObject.name || ''}${dotted}`;
    if (!dir) return base;
    return dir === root ? `${dir}${base}` : `${dir}${separator}${base}`;
  };
}

// basename() of a path without a last part: empty, but the path itself when a suffix that could fit is given.
function allSeparators(path, from, suffix) {
  return suffix !== undefined && suffix.length > 0 && suffix.length <= path.length ? path.slice(from) : '';
}

module.exports = { allSeparators, findExtension, findLastPart, makeFormat, normalizeSegments, splitName, withoutSuffix };
