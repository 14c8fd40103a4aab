'use strict';

// Stats, BigIntStats and StatFs, made from the shared fields that the native stat calls fill.

const { deprecate } = require('internal/util');
const { fields } = internalBinding('env');
const { fs: {
  S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK,
} } = internalBinding('constants');

const kMsPerSec = 1000;
const kNsPerMs = 1e6;
const kNsPerMsBig = 1000000n;
const kNsPerSecBig = 1000000000n;

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

StatsBase.prototype.isDirectory = function() { return this._checkModeProperty(S_IFDIR); };
StatsBase.prototype.isFile = function() { return this._checkModeProperty(S_IFREG); };
StatsBase.prototype.isBlockDevice = function() { return this._checkModeProperty(S_IFBLK); };
StatsBase.prototype.isCharacterDevice = function() { return this._checkModeProperty(S_IFCHR); };
StatsBase.prototype.isSymbolicLink = function() { return this._checkModeProperty(S_IFLNK); };
StatsBase.prototype.isFIFO = function() { return this._checkModeProperty(S_IFIFO); };
StatsBase.prototype.isSocket = function() { return this._checkModeProperty(S_IFSOCK); };

function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}
Object.setPrototypeOf(Stats.prototype, StatsBase.prototype);
Object.setPrototypeOf(Stats, StatsBase);

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / kNsPerMsBig;
  this.mtimeMs = mtimeNs / kNsPerMsBig;
  this.ctimeMs = ctimeNs / kNsPerMsBig;
  this.birthtimeMs = birthtimeNs / kNsPerMsBig;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}
Object.setPrototypeOf(BigIntStats.prototype, StatsBase.prototype);
Object.setPrototypeOf(BigIntStats, StatsBase);

// Dates are made when first read; most programs read none.
const kDates = {};
for (const { 0: name, 1: source } of [['atime', 'atimeMs'], ['mtime', 'mtimeMs'], ['ctime', 'ctimeMs'], ['birthtime', 'birthtimeMs']]) {
  kDates[name] = {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      return this[name] = new Date(Math.round(Number(this[source])));
    },
    set(value) {
      Object.defineProperty(this, name, { __proto__: null, value, enumerable: false, configurable: true, writable: true });
    },
  };
}
Object.defineProperties(Stats.prototype, kDates);
Object.defineProperties(BigIntStats.prototype, kDates);

Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};
BigIntStats.prototype._checkModeProperty = function(property) {
  return (Number(this.mode) & S_IFMT) === property;
};

// The order of a block: dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, then seconds and nanoseconds of the four times.
function statsFromBlock(v, i) {
  return new Stats(
    v[i], v[i + 1], v[i + 2], v[i + 3], v[i + 4], v[i + 5], v[i + 6], v[i + 7], v[i + 8], v[i + 9],
    v[i + 10] * kMsPerSec + v[i + 11] / kNsPerMs,
    v[i + 12] * kMsPerSec + v[i + 13] / kNsPerMs,
    v[i + 14] * kMsPerSec + v[i + 15] / kNsPerMs,
    v[i + 16] * kMsPerSec + v[i + 17] / kNsPerMs);
}

function bigintStatsFromBlock(v, i) {
  return new BigIntStats(
    v[i], v[i + 1], v[i + 2], v[i + 3], v[i + 4], v[i + 5], v[i + 6], v[i + 7], v[i + 8], v[i + 9],
    v[i + 10] * kNsPerSecBig + v[i + 11],
    v[i + 12] * kNsPerSecBig + v[i + 13],
    v[i + 14] * kNsPerSecBig + v[i + 15],
    v[i + 16] * kNsPerSecBig + v[i + 17]);
}

// Where a block of the shared fields starts: what stat calls found, or what a StatWatcher saw before.
const kCurrent = 0;
const kPrevious = 18;

function statsFromFields(bigint, block = kCurrent) {
  return bigint ? bigintStatsFromBlock(fields.bigintStatValues, block) : statsFromBlock(fields.statValues, block);
}

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

function statFsFromFields(bigint) {
  const v = bigint ? fields.bigintStatFsValues : fields.statFsValues;
  return new StatFs(v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
}

module.exports = {
  BigIntStats,
  // What users get: making Stats themselves is deprecated.
  Stats: deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180'),
  kCurrent,
  kPrevious,
  statFsFromFields,
  statsFromFields,
};
