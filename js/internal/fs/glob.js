'use strict';

// fs.glob(): the paths that fit patterns. One walk, which yields the directories it needs: the synchronous form reads them at once, the
// others on the pool.

const { compileSegment, expandBraces } = require('internal/fs/glob_pattern');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { Dirent } = require('internal/fs/dirent');
const { validateArray, validateBoolean, validateFunction, validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { dirname, isAbsolute, join, resolve } = require('path');

const kGlobstar = Symbol('**');

// A pattern's segments: text, a RegExp, or kGlobstar. A trailing slash asks for directories.
function parse(pattern) {
  const absolute = isAbsolute(pattern);
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  return {
    root: absolute ? '/' : '.',
    onlyDirectories: pattern.length > 1 && pattern.endsWith('/'),
    segments: segments.map((segment) => (segment === '**' ? kGlobstar : compileSegment(segment))),
  };
}

function takePatterns(patterns) {
  if (typeof patterns === 'object') validateArray(patterns, 'patterns');
  else validateString(patterns, 'patterns');
  if (typeof patterns === 'string') patterns = [patterns];
  for (const pattern of patterns) validateString(pattern, 'patterns');
  return patterns.flatMap(expandBraces).filter((pattern) => pattern !== '').map(parse);
}

// Whether `path` (relative, no dots) fits the segments from `s` on.
function fits(segments, names, s = 0, n = 0) {
  if (s === segments.length) return n === names.length;
  const segment = segments[s];
  if (segment === kGlobstar) {
    for (let skip = n; skip <= names.length; skip++) {
      if (fits(segments, names, s + 1, skip)) return true;
      if (names[skip]?.startsWith('.')) return false;
    }
    return false;
  }
  if (n === names.length) return false;
  return (typeof segment === 'string' ? segment === names[n] : segment.test(names[n])) && fits(segments, names, s + 1, n + 1);
}

function excluder(exclude, withFileTypes) {
  if (exclude == null) return () => false;
  if (typeof exclude === 'function') return (entry) => Boolean(exclude(withFileTypes ? entry.dirent : entry.dirent.name));
  if (!Array.isArray(exclude) || exclude.some((pattern) => typeof pattern !== 'string')) {
    throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
  }
  const excluded = takePatterns(exclude);
  return ({ path }) => excluded.some(({ root, segments }) => {
    return (root === '/') === isAbsolute(path) && fits(segments, path.split('/').filter((name) => name !== '' && name !== '.'));
  });
}

class Walk {
  #cwd;
  #isExcluded;
  #found = new Map();    // Path -> Dirent.
  #listings = new Map();  // Directory -> its Dirents, or null.

  constructor(options) {
    validateObject(options, 'options');
    const { cwd, exclude, withFileTypes } = options;
    if (withFileTypes !== undefined) validateBoolean(withFileTypes, 'options.withFileTypes');
    this.#cwd = cwd == null ? '.' : typeof cwd === 'string' ? cwd : require('internal/url').fileURLToPath(cwd);
    this.#isExcluded = excluder(exclude, Boolean(withFileTypes));
  }

  get found() { return this.#found; }

  *run(patterns) {
    for (const pattern of patterns) yield* this.#match(pattern.root, null, pattern, 0);
  }

  *#list(directory) {
    let entries = this.#listings.get(directory);
    if (entries === undefined) {
      entries = yield { list: resolve(this.#cwd, directory) };
      this.#listings.set(directory, entries);
    }
    return entries;
  }

  *#stat(path) {
    return yield { stat: resolve(this.#cwd, path) };
  }

  #add(path, dirent) {
    if (!this.#found.has(path)) this.#found.set(path, dirent);
  }

  *#match(path, dirent, pattern, index) {
    const { segments, onlyDirectories } = pattern;
    if (index === segments.length) {
      dirent ??= yield* this.#stat(path);
      if (dirent !== null && (!onlyDirectories || dirent.isDirectory())) this.#add(path, dirent);
      return;
    }
    const segment = segments[index];
    if (typeof segment === 'string') {
      const next = join(path, segment);
      const found = yield* this.#stat(next);
      if (found !== null && (segment === '..' || !this.#isExcluded({ path: next, dirent: found }))) {
        yield* this.#match(next, found, pattern, index + 1);
      }
    } else if (segment === kGlobstar) {
      yield* this.#matchBelow(path, dirent, pattern, index);
    } else {
      for (const entry of (yield* this.#list(path)) ?? []) {
        if (!segment.test(entry.name)) continue;
        const next = join(path, entry.name);
        if (!this.#isExcluded({ path: next, dirent: entry })) yield* this.#match(next, entry, pattern, index + 1);
      }
    }
  }

  // "**": here, and in every directory below that is neither hidden nor a link.
  *#matchBelow(path, dirent, pattern, index) {
    const isLast = index === pattern.segments.length - 1;
    if (dirent !== null && !dirent.isDirectory()) return;
    yield* this.#match(path, dirent, pattern, index + 1);
    for (const entry of (yield* this.#list(path)) ?? []) {
      if (entry.name.startsWith('.')) continue;
      const next = join(path, entry.name);
      if (this.#isExcluded({ path: next, dirent: entry })) continue;
      if (entry.isDirectory()) yield* this.#matchBelow(next, entry, pattern, index);
      else if (isLast && !pattern.onlyDirectories) this.#add(next, entry);
    }
  }
}

function results(walk, { withFileTypes }) {
  if (!withFileTypes) return [...walk.found.keys()];
  return [...walk.found].map(([path, dirent]) => new GlobDirent(dirent, dirname(path)));
}

// A Dirent that names its directory as the pattern does.
class GlobDirent extends Dirent {
  constructor(dirent, parentPath) {
    super(dirent.name, undefined, parentPath);
    for (const symbol of Object.getOwnPropertySymbols(dirent)) this[symbol] = dirent[symbol];
  }
}
Object.defineProperty(GlobDirent, 'name', { __proto__: null, value: 'Dirent' });

const kMissing = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP']);

function direntOf(path, stats) {
  return require('internal/fs/dirent').direntFromStats(require('path').basename(path) || path, stats, dirname(path));
}

function answerSync({ list, stat }) {
  const fs = require('internal/fs/sync');
  try {
    return list !== undefined ? fs.readdirSync(list, { withFileTypes: true }) : direntOf(stat, fs.lstatSync(stat));
  } catch (error) {
    if (kMissing.has(error.code)) return null;
    throw error;
  }
}

async function answer({ list, stat }) {
  const { exports: fs } = require('internal/fs/promises');
  try {
    return list !== undefined ? await fs.readdir(list, { withFileTypes: true }) : direntOf(stat, await fs.lstat(stat));
  } catch (error) {
    if (kMissing.has(error.code)) return null;
    throw error;
  }
}

function globSync(patterns, options = kEmptyObject) {
  const walk = new Walk(options);
  const steps = walk.run(takePatterns(patterns));
  for (let step = steps.next(); !step.done;) step = steps.next(answerSync(step.value));
  return results(walk, options);
}

async function globAll(walk, patterns) {
  const steps = walk.run(patterns);
  for (let step = steps.next(); !step.done;) step = steps.next(await answer(step.value));
}

function glob(patterns, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  options ??= kEmptyObject;
  validateFunction(callback, 'cb');
  const walk = new Walk(options);
  globAll(walk, takePatterns(patterns)).then(
    () => process.nextTick(callback, null, results(walk, options)), (error) => process.nextTick(callback, error));
}

async function* globPromises(patterns, options = kEmptyObject) {
  const walk = new Walk(options);
  await globAll(walk, takePatterns(patterns));
  yield* results(walk, options);
}

// path.matchesGlob: `path` as a whole, segment by segment. Windows takes either slash and no notice of case.
function matchGlobPattern(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  const split = (text) => (windows ? text.replaceAll('\\', '/') : text).split('/');
  const names = split(path);
  return expandBraces(windows ? pattern.replaceAll('\\', '/') : pattern).some((one) => {
    return matchSegments(names, 0, split(one).map((segment) => compileName(segment, windows)), 0);
  });
}

function compileName(segment, windows) {
  if (segment === '**') return kGlobstar;
  const compiled = compileSegment(segment);
  if (!windows) return compiled;
  return typeof compiled === 'string' ? new RegExp(`^${RegExp.escape(compiled)}$`, 'iu') : new RegExp(compiled, 'iu');
}

function matchSegments(names, i, segments, j) {
  for (; j < segments.length; i++, j++) {
    const segment = segments[j];
    if (segment === kGlobstar) return matchGlobstar(names, i, segments, j);
    if (i >= names.length) return false;
    if (typeof segment === 'string' ? segment !== names[i] : !segment.test(names[i])) return false;
  }
  return i === names.length;
}

// "**" takes any number of names that are not hidden, at the end at least one.
function matchGlobstar(names, i, segments, j) {
  if (j === segments.length - 1) return i < names.length && names.slice(i).every((name) => !name.startsWith('.'));
  for (let from = i; from <= names.length; from++) {
    if (matchSegments(names, from, segments, j + 1)) return true;
    if (names[from]?.startsWith('.')) return false;
  }
  return false;
}

module.exports = { glob, globPromises, globSync, matchGlobPattern };
