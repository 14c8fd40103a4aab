'use strict';

// Windows paths: drives ('C:'), UNC roots ('\\server\share'), device roots ('\\.\', '\\?\'), both slashes.

const { validateString } = require('internal/validators');
const { isWindows } = require('internal/util');
const { allSeparators, findExtension, findLastPart, makeFormat, normalizeSegments, splitName, withoutSuffix } =
  require('internal/path/common');

const kSlashes = /[\\/]/;
const kUncRoot = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/;
const kReserved = /^(?:CON|PRN|AUX|NUL|(?:COM|LPT)[1-9\xb9\xb2\xb3])$/i;

const isSeparator = (code) => code === 47 || code === 92;
const startsWithSeparator = (path) => isSeparator(path.charCodeAt(0));
const endsWithSeparator = (path) => isSeparator(path.charCodeAt(path.length - 1));

function isDriveLetter(code) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
const hasDrive = (path) => isDriveLetter(path.charCodeAt(0)) && path[1] === ':';

// Names that stand for devices in every folder when a colon follows.
const isReservedAt = (path, colon) => colon !== -1 && kReserved.test(path.slice(0, colon));
const isDevicePrefix = (server) => server === '.' || server === '?';

// `device`: 'C:', '\\server\share' or '\\?', '' when there is none; `end`: how much of the path that and a separator take.
function splitRoot(path) {
  if (startsWithSeparator(path)) {
    const unc = kUncRoot.exec(path);
    if (unc === null) return { device: '', end: 1, isAbsolute: true, isUnc: false };
    const { 0: whole, 1: server, 2: share } = unc;
    if (isDevicePrefix(server)) return { device: `\\\\${server}`, end: 4, isAbsolute: true, isUnc: false };
    return { device: `\\\\${server}\\${share}`, end: whole.length, isAbsolute: true, isUnc: true };
  }
  if (!hasDrive(path)) return { device: '', end: 0, isAbsolute: false, isUnc: false };
  const isAbsolute = path.length > 2 && isSeparator(path.charCodeAt(2));
  return { device: path.slice(0, 2), end: isAbsolute ? 3 : 2, isAbsolute, isUnc: false };
}

// The root as it stands in the path, for dirname() and parse().
function rootLength(path) {
  const unc = kUncRoot.exec(path);
  if (unc !== null) return Math.min(unc[0].length + 1, path.length);
  if (startsWithSeparator(path)) return 1;
  if (!hasDrive(path)) return 0;
  return path.length > 2 && isSeparator(path.charCodeAt(2)) ? 3 : 2;
}

// A relative path with a colon must not become one that Windows takes for absolute (CVE-2024-36139).
function looksLikeDrive(path, tail) {
  if (tail.length >= 2 && hasDrive(tail)) return true;
  return /:(?:[\\/]|$)/.test(path);
}

// Every drive has a working directory of its own.
function cwdOfDrive(device) {
  const cwd = process.env[`=${device}`] || process.cwd();
  const isElsewhere = cwd.slice(0, 2).toLowerCase() !== device.toLowerCase() && cwd[2] === '\\';
  return cwd === undefined || isElsewhere ? `${device}\\` : cwd;
}

const isUncRootOnly = (path) => kUncRoot.exec(path)?.[0].length === path.length;

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let isAbsolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else if (device === '') {
        path = process.cwd();
        if (args.length === 0 || (args.length === 1 && (args[0] === '' || args[0] === '.') && startsWithSeparator(path))) {
          return isWindows ? path : path.replaceAll('/', '\\');
        }
      } else {
        path = cwdOfDrive(device);
      }
      const root = splitRoot(path);
      if (root.device !== '') {
        if (device === '') device = root.device;
        else if (root.device.toLowerCase() !== device.toLowerCase()) continue;
      }
      if (!isAbsolute) {
        tail = `${path.slice(root.end)}\\${tail}`;
        isAbsolute = root.isAbsolute;
      }
      if (isAbsolute && device !== '') break;
    }
    tail = normalizeSegments(tail, isAbsolute, '\\', kSlashes);
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },

  normalize(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    if (path.length === 1) return path === '/' ? '\\' : path;
    let { device, end, isAbsolute, isUnc } = splitRoot(path);
    if (isUnc && end === path.length) return `${device}\\`;
    const colon = path.indexOf(':');
    if (device === '\\\\.' || device === '\\\\?') {
      const reserved = path.slice(4, colon + 1);
      if (isReservedAt(reserved, reserved.length - 1)) {
        device = `\\\\?\\${reserved}`;
        end = 4 + reserved.length;
      }
    } else if (!isAbsolute && device === '' && isReservedAt(path, colon)) {
      device = path.slice(0, colon + 1);
      end = colon + 1;
    }
    let tail = end < path.length ? normalizeSegments(path.slice(end), isAbsolute, '\\', kSlashes) : '';
    if (tail === '' && !isAbsolute) tail = '.';
    if (tail !== '' && endsWithSeparator(path)) tail += '\\';
    if (!isAbsolute && device === '' && colon !== -1 && looksLikeDrive(path, tail)) return `.\\${tail}`;
    if (isReservedAt(path, colon)) return `.\\${device}${tail}`;
    return isAbsolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return startsWithSeparator(path) || (path.length > 2 && hasDrive(path) && isSeparator(path.charCodeAt(2)));
  },

  join(...args) {
    const paths = [];
    for (const path of args) {
      validateString(path, 'path');
      if (path.length > 0) paths.push(path);
    }
    if (paths.length === 0) return '.';
    let joined = paths.join('\\');
    // Two slashes at the start mean a UNC path only where the first argument says so itself.
    if (!/^[\\/]{2}[^\\/]/.test(paths[0])) joined = joined.replace(/^[\\/]{2,}/, '\\');
    const isReserved = joined.split('\\').some((segment) => isReservedAt(segment, segment.indexOf(':')));
    return isReserved ? joined.replaceAll('/', '\\') : win32.normalize(joined);
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    from = win32.resolve(from);
    to = win32.resolve(to);
    if (from.toLowerCase() === to.toLowerCase()) return '';
    const split = (path) => path.split('\\').filter((segment) => segment !== '');
    const fromSegments = split(from);
    const toSegments = split(to);
    const length = Math.min(fromSegments.length, toSegments.length);
    let common = 0;
    while (common < length && fromSegments[common].toLowerCase() === toSegments[common].toLowerCase()) common++;
    if (common === 0 && length > 0) return to;
    return [...new Array(fromSegments.length - common).fill('..'), ...toSegments.slice(common)].join('\\');
  },

  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (/^\\\\[^?.]/.test(resolved)) return `\\\\?\\UNC\\${resolved.slice(2)}`;
    return hasDrive(resolved) && resolved[2] === '\\' ? `\\\\?\\${resolved}` : resolved;
  },

  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    if (path.length === 1) return startsWithSeparator(path) ? path : '.';
    if (isUncRootOnly(path)) return path;
    const root = rootLength(path);
    const { start, end } = findLastPart(path, root, isSeparator);
    if (start === end || start === root) return root === 0 ? '.' : path.slice(0, root);
    return path.slice(0, start - 1);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix === path) return '';
    const from = hasDrive(path) ? 2 : 0;
    const { start, end } = findLastPart(path, from, isSeparator);
    return start === end ? allSeparators(path, from, suffix) : withoutSuffix(path.slice(start, end), suffix);
  },

  extname(path) {
    validateString(path, 'path');
    const { start, end } = findLastPart(path, hasDrive(path) ? 2 : 0, isSeparator);
    const name = path.slice(start, end);
    const dot = findExtension(name);
    return dot === -1 ? '' : name.slice(dot);
  },

  format: makeFormat('\\'),

  parse(path) {
    validateString(path, 'path');
    const length = rootLength(path);
    const root = path.slice(0, length);
    const { start, end } = findLastPart(path, length, isSeparator);
    const { base, ext, name } = splitName(path.slice(start, end));
    const hasDirectory = base !== '' && start > length;
    return { root, dir: hasDirectory ? path.slice(0, start - 1) : root, base, ext, name };
  },

  matchesGlob(path, pattern) {
    return require('internal/fs/glob').matchGlobPattern(path, pattern, true);
  },

  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};

win32.win32 = win32;
win32._makeLong = win32.toNamespacedPath;

module.exports = win32;
