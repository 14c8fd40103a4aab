'use strict';

// Dirent, and what the native readdir gives made into names or Dirents.

const { FsError } = require('internal/fs/errors');
const {
  UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_DIR, UV_DIRENT_FIFO, UV_DIRENT_FILE, UV_DIRENT_LINK, UV_DIRENT_SOCKET, UV_DIRENT_UNKNOWN,
} = internalBinding('constants').fs;

const binding = internalBinding('fs');
const kType = Symbol('type');
const kStats = Symbol('stats');

class Dirent {
  constructor(name, type, parentPath) {
    this.name = name;
    this.parentPath = parentPath;
    this[kType] = type;
  }

  isDirectory() { return this[kType] === UV_DIRENT_DIR; }
  isFile() { return this[kType] === UV_DIRENT_FILE; }
  isBlockDevice() { return this[kType] === UV_DIRENT_BLOCK; }
  isCharacterDevice() { return this[kType] === UV_DIRENT_CHAR; }
  isSymbolicLink() { return this[kType] === UV_DIRENT_LINK; }
  isFIFO() { return this[kType] === UV_DIRENT_FIFO; }
  isSocket() { return this[kType] === UV_DIRENT_SOCKET; }
}

// For file systems whose directories do not tell types: the stat answers instead.
class DirentFromStats extends Dirent {
  constructor(name, stats, parentPath) {
    super(name, null, parentPath);
    this[kStats] = stats;
  }

  get [kType]() { return typeFromStats(this[kStats]); }
  set [kType](ignored) {}
}
Object.defineProperty(DirentFromStats, 'name', { __proto__: null, value: 'Dirent' });

function typeFromStats(stats) {
  if (stats.isDirectory()) return UV_DIRENT_DIR;
  if (stats.isFile()) return UV_DIRENT_FILE;
  if (stats.isBlockDevice()) return UV_DIRENT_BLOCK;
  if (stats.isCharacterDevice()) return UV_DIRENT_CHAR;
  if (stats.isSymbolicLink()) return UV_DIRENT_LINK;
  if (stats.isFIFO()) return UV_DIRENT_FIFO;
  return stats.isSocket() ? UV_DIRENT_SOCKET : UV_DIRENT_UNKNOWN;
}

const kSlash = 47;

// Directory and name may be strings or bytes; bytes make bytes.
function join(directory, name) {
  if (typeof directory === 'string' && typeof name === 'string') return require('path').join(directory, name);
  const { Buffer } = require('buffer');
  const head = typeof directory === 'string' ? Buffer.from(directory) : directory;
  const tail = typeof name === 'string' ? Buffer.from(name) : name;
  return head.length === 0 || head[head.length - 1] === kSlash ?
    Buffer.concat([head, tail]) : Buffer.concat([head, Buffer.from('/'), tail]);
}

// A Dirent at once; needs a synchronous stat where the type is not known.
function direntSync(directory, name, type) {
  if (type !== UV_DIRENT_UNKNOWN) return new Dirent(name, type, directory);
  const path = join(directory, name);
  const result = binding.lstat(path, false);
  if (result < 0) throw new FsError(result, 'lstat', path);
  return new DirentFromStats(name, require('internal/fs/stats').statsFromFields(false), directory);
}

function direntsSync(directory, { 0: names, 1: types }) {
  for (let i = 0; i < names.length; i++) names[i] = direntSync(directory, names[i], types[i]);
  return names;
}

// The same, asking the pool: callback(error, dirents).
function direntsAsync(directory, { 0: names, 1: types }, callback) {
  let pending = 1;
  const done = (error) => {
    if (pending === 0) return;
    if (error) {
      pending = 0;
      callback(error);
    } else if (--pending === 0) {
      callback(null, names);
    }
  };
  for (let i = 0; i < names.length; i++) {
    if (types[i] !== UV_DIRENT_UNKNOWN) {
      names[i] = new Dirent(names[i], types[i], directory);
      continue;
    }
    pending++;
    const name = names[i];
    require('internal/fs/callbacks').lstat(join(directory, name), (error, stats) => {
      if (!error) names[i] = new DirentFromStats(name, stats, directory);
      done(error);
    });
  }
  done(null);
}

function direntFromStats(name, stats, parentPath) {
  return new Dirent(name, typeFromStats(stats), parentPath);
}

module.exports = { Dirent, UV_DIRENT_DIR, direntFromStats, direntSync, direntsAsync, direntsSync, join };
