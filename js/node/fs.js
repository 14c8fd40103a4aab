'use strict';

// The fs module: what every program uses is here at once, the rest loads at its first use.

const callbacks = require('internal/fs/callbacks');
const sync = require('internal/fs/sync');
const { toUnixTimestamp } = require('internal/fs/paths');
const { fs: constants } = internalBinding('constants');

// Exported functions whose implementation is loaded when one is called, as [name, function.length, module].
const kLazyFunctions = [
  ['cp', 4, 'internal/fs/cp'],
  ['cpSync', 3, 'internal/fs/cp'],
  ['createReadStream', 2, 'internal/fs/streams'],
  ['createWriteStream', 2, 'internal/fs/streams'],
  ['glob', 3, 'internal/fs/glob'],
  ['globSync', 2, 'internal/fs/glob'],
  ['openAsBlob', 1, 'internal/fs/blob'],
  ['opendir', 3, 'internal/fs/dir'],
  ['opendirSync', 2, 'internal/fs/dir'],
  ['unwatchFile', 2, 'internal/fs/watch_file'],
  ['watch', 3, 'internal/fs/watch'],
  ['watchFile', 3, 'internal/fs/watch_file'],
];

// Exported classes, as name: [name in the module, module].
const kLazyClasses = {
  __proto__: null,
  Dir: ['Dir', 'internal/fs/dir'],
  Dirent: ['Dirent', 'internal/fs/dirent'],
  FileReadStream: ['ReadStream', 'internal/fs/streams'],
  FileWriteStream: ['WriteStream', 'internal/fs/streams'],
  ReadStream: ['ReadStream', 'internal/fs/streams'],
  Utf8Stream: ['Utf8Stream', 'internal/fs/utf8_stream'],
  WriteStream: ['WriteStream', 'internal/fs/streams'],
};

const lazyFunctions = {};
for (const { 0: name, 1: length, 2: id } of kLazyFunctions) {
  const lazy = function(...args) {  // Old code calls `new fs.createReadStream()`.
    return Reflect.apply(require(id)[name], this, args);
  };
  Object.defineProperties(lazy, {
    name: { __proto__: null, value: name, configurable: true },
    length: { __proto__: null, value: length, configurable: true },
  });
  lazyFunctions[name] = lazy;
}

const own = {
  ...callbacks,
  ...sync,
  ...lazyFunctions,
  Stats: require('internal/fs/stats').Stats,
  _toUnixTimestamp: toUnixTimestamp,
  // These exist on macOS only.
  lchmod: undefined,
  lchmodSync: undefined,
};

// In Node's order, for what lists the keys of the module.
const kNames = `
  appendFile appendFileSync access accessSync chown chownSync chmod chmodSync close closeSync copyFile copyFileSync cp cpSync
  createReadStream createWriteStream exists existsSync fchown fchownSync fchmod fchmodSync fdatasync fdatasyncSync fstat fstatSync fsync
  fsyncSync ftruncate ftruncateSync futimes futimesSync glob globSync lchown lchownSync lchmod lchmodSync link linkSync lstat lstatSync
  lutimes lutimesSync mkdir mkdirSync mkdtemp mkdtempSync mkdtempDisposableSync open openSync openAsBlob readdir readdirSync read readSync
  readv readvSync readFile readFileSync readlink readlinkSync realpath realpathSync rename renameSync rm rmSync rmdir rmdirSync stat statfs
  statSync statfsSync symlink symlinkSync truncate truncateSync unwatchFile unlink unlinkSync utimes utimesSync watch watchFile writeFile
  writeFileSync write writeSync writev writevSync Dirent Stats ReadStream WriteStream FileReadStream FileWriteStream Utf8Stream
  _toUnixTimestamp Dir opendir opendirSync`.trim().split(/\s+/);

const fs = module.exports = {};
for (const name of kNames) {
  const lazyClass = kLazyClasses[name];
  if (lazyClass === undefined) {
    fs[name] = own[name];
    continue;
  }
  const { 0: inner, 1: id } = lazyClass;
  Object.defineProperty(fs, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require(id)[inner]; },
    set(value) { Object.defineProperty(fs, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value }); },
  });
}

function deprecatedConstant(name) {
  return {
    __proto__: null,
    enumerable: false,
    get() {
      require('internal/fs/deprecations').warnAboutConstant(name);
      return constants[name];
    },
  };
}

Object.defineProperties(fs, {
  F_OK: deprecatedConstant('F_OK'),
  R_OK: deprecatedConstant('R_OK'),
  W_OK: deprecatedConstant('W_OK'),
  X_OK: deprecatedConstant('X_OK'),
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  promises: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/fs/promises').exports; },
  },
});
