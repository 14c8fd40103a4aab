'use strict';

// readdir() of a whole tree. Directories are read breadth first; entries come in Node's order, names relative to the root.

const { FsError, requestError } = require('internal/fs/errors');
const { namesInEncoding, wantsBytes } = require('internal/fs/options');
const { UV_DIRENT_DIR, UV_DIRENT_UNKNOWN } = internalBinding('constants').fs;
const { direntSync, join } = require('internal/fs/dirent');
const { newRequest } = require('internal/fs/request');
const { pathToString } = require('internal/fs/paths');

const binding = internalBinding('fs');

// Collects one directory's entries; returns the directories found in it.
function collect(root, directory, { 0: names, 1: types }, options, results) {
  const { relative } = require('path');
  const below = [];
  const shown = options.withFileTypes ? names : namesInEncoding([...names], options.encoding);
  for (let i = 0; i < names.length; i++) {
    const path = join(directory, names[i]);
    if (options.withFileTypes) {
      const dirent = direntSync(directory, names[i], types[i]);
      results.push(dirent);
      if (dirent.isDirectory()) below.push(path);
      continue;
    }
    results.push(typeof path === 'string' ? relative(root, path) : join(require('buffer').Buffer.from(relative(root, pathToString(directory))),
                                                                         shown[i]));
    if (types[i] === UV_DIRENT_DIR || (types[i] === UV_DIRENT_UNKNOWN && direntSync(directory, names[i], types[i]).isDirectory())) {
      below.push(path);
    }
  }
  return below;
}

function readdirRecursiveSync(root, options) {
  const results = [];
  const pending = [root];
  for (let i = 0; i < pending.length; i++) {
    const found = binding.readDirectory(pending[i], wantsBytes(options.encoding), true);
    if (typeof found === 'number') throw new FsError(found, 'scandir', pending[i]);
    pending.push(...collect(pathToString(root), pending[i], found, options, results));
  }
  return results;
}

function readdirRecursive(root, options, callback) {
  const results = [];
  const pending = [root];
  let next = 0;
  const readNext = () => {
    if (next === pending.length) {
      callback(null, results);
      return;
    }
    const directory = pending[next++];
    const request = newRequest((error, found) => {
      if (error !== 0) {
        callback(requestError(error, 'scandir', directory));
        return;
      }
      let below;
      try {
        below = collect(pathToString(root), directory, found, options, results);
      } catch (failure) {
        callback(failure);
        return;
      }
      pending.push(...below);
      readNext();
    });
    binding.readDirectory(directory, wantsBytes(options.encoding), true, request);
  };
  readNext();
}

module.exports = { readdirRecursive, readdirRecursiveSync };
