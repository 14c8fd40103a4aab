'use strict';

// fs.watch(..., { recursive: true }): inotify watches single directories, so each directory below gets a watch of its own, also those that
// are made later.

const { Watch } = require('internal/fs/watch');
const { pathToString } = require('internal/fs/paths');
const { lstatSync, readdirSync, statSync } = require('internal/fs/sync');

class RecursiveWatch {
  #root;
  #encoding;
  #onEvent;
  #onError;
  #watches = new Map();  // Directory -> Watch
  #referenced = true;

  constructor(root, encoding, onEvent, onError) {
    this.#root = pathToString(root);
    this.#encoding = encoding;
    this.#onEvent = onEvent;
    this.#onError = onError;
    const isDirectory = statSync(this.#root, { throwIfNoEntry: false })?.isDirectory() === true;
    this.#add(this.#root, isDirectory);
  }

  #add(directory, descend) {
    if (this.#watches.has(directory)) return;
    const { join, relative } = require('path');
    this.#watches.set(directory, new Watch(directory, 'utf8', (event, name) => {
      const path = name === null || directory === name ? directory : join(directory, name);
      this.#report(event, descend ? relative(this.#root, path) : name);
      if (event === 'rename' && descend) this.#refresh(path);
    }, this.#onError));
    if (!this.#referenced) this.#watches.get(directory).unref();
    if (descend) this.#addBelow(directory, false);
  }

  #report(event, name) {
    const wanted = this.#encoding && this.#encoding !== 'utf8' && this.#encoding !== 'utf-8';
    const bytes = wanted && name !== null ? require('buffer').Buffer.from(name) : null;
    this.#onEvent(event, bytes === null ? name : this.#encoding === 'buffer' ? bytes : bytes.toString(this.#encoding));
  }

  // What a new directory held before its watch began is reported as made.
  #addBelow(directory, isNew) {
    const { join, relative } = require('path');
    let entries;
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      if (error.code === 'ENOENT' || error.code === 'EACCES') return;  // It went away meanwhile, or is not ours to see.
      throw error;
    }
    for (const entry of entries) {
      const path = join(directory, entry.name);
      if (isNew) this.#report('rename', relative(this.#root, path));
      if (entry.isDirectory()) this.#addDirectory(path, isNew);
    }
  }

  #addDirectory(path, isNew) {
    try {
      this.#add(path, true);
    } catch (error) {
      if (error.code !== 'ENOENT') this.#onError(error);
      return;
    }
    if (isNew) this.#addBelow(path, true);
  }

  #refresh(path) {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      if (!this.#watches.has(path)) this.#addDirectory(path, true);
      return;
    }
    for (const { 0: directory, 1: watch } of this.#watches) {
      if (directory !== path && !directory.startsWith(`${path}/`)) continue;
      watch.close();
      this.#watches.delete(directory);
    }
  }

  close() {
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }

  ref() {
    this.#referenced = true;
    for (const watch of this.#watches.values()) watch.ref();
  }

  unref() {
    this.#referenced = false;
    for (const watch of this.#watches.values()) watch.unref();
  }
}

module.exports = { RecursiveWatch };
