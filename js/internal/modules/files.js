'use strict';

// How both loaders look at the disk: one lstat per candidate, one realpath per folder, one open per source.

const { probe, realPath } = internalBinding('modules');
const { internalModuleReadText: readText } = internalBinding('fs');
const { isLoaded } = require('internal/realm');

// What probe() answers; negative: there is nothing.
const kFile = 0;
const kDirectory = 1;
const kLinkToFile = 2;
const kLinkToDirectory = 3;

// Answers "there is something" while one outermost require() or import runs, as Node remembers them. What is absent is asked again:
// the running module may create it.
let probes = null;

// Folder -> its real path. As in Node it is never forgotten: a module's identity must not change when a link does.
const realFolders = new Map();

function stat(path) {
  if (probes === null) return probe(path);
  let kind = probes.get(path);
  if (kind === undefined) {
    kind = probe(path);
    if (kind >= 0) probes.set(path, kind);
  }
  return kind;
}

function isFile(kind) {
  return kind === kFile || kind === kLinkToFile;
}

function isDirectory(kind) {
  return kind === kDirectory || kind === kLinkToDirectory;
}

// True when this call began the remembering; only then endProbing() is to be called.
function beginProbing() {
  if (probes !== null) return false;
  probes = new Map();
  return true;
}

function endProbing() {
  probes = null;
}

function resolveLinks(path) {
  const real = realPath(path);
  if (typeof real === 'string') return real;
  const { UVException } = require('internal/errors');
  throw new UVException({ errno: real, syscall: 'lstat', path });
}

// `path` is absolute and normalized; `kind` is what stat() said of it. A file that is no link itself has the real path of its folder.
function toRealPath(path, kind = stat(path)) {
  if (kind !== kFile) return resolveLinks(path);
  const slash = path.lastIndexOf('/');
  if (slash <= 0) return path;
  const folder = path.slice(0, slash);
  let real = realFolders.get(folder);
  if (real === undefined) {
    real = resolveLinks(folder);
    realFolders.set(folder, real);
  }
  return real === folder ? path : `${real === '/' ? '' : real}${path.slice(slash)}`;
}

// For mksnapshot, after the warm-up.
function forgetFolders() {
  realFolders.clear();
}

// Through the public function once the program has fs, so that tools which patch it see sources being read. Before that, loading fs
// would only delay the start.
function readSource(filename) {
  if (isLoaded('fs')) return require('fs').readFileSync(filename, 'utf8');
  const text = readText(filename);
  if (typeof text === 'string') return text;
  const { UVException } = require('internal/errors');
  throw new UVException({ errno: text, syscall: 'open', path: filename });
}

module.exports = { beginProbing, endProbing, forgetFolders, isDirectory, isFile, readSource, stat, toRealPath };
