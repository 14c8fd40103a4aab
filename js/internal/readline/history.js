'use strict';

// The lines entered before, newest first, and the walk through them.

const { validateArray, validateNumber, validateBoolean } = require('internal/validators');

const kDefaultSize = 30;

class History {
  constructor(emitter, { history = [], historySize = kDefaultSize, removeHistoryDuplicates = false }) {
    validateArray(history, 'history');
    validateNumber(historySize, 'historySize', 0);
    validateBoolean(removeHistoryDuplicates, 'removeHistoryDuplicates');
    this.emitter = emitter;
    this.lines = history;
    this.size = historySize;
    this.index = -1;
    this.removeDuplicates = removeHistoryDuplicates;
  }

  // Takes what was entered.
  add(line) {
    if (line.length === 0 || this.size === 0) return line;
    if (line.trim().length === 0) return line;
    if (this.lines.length === 0 || this.lines[0] !== line) {
      if (this.removeDuplicates) {
        const at = this.lines.indexOf(line);
        if (at !== -1) this.lines.splice(at, 1);
      }
      this.lines.unshift(line);
      if (this.lines.length > this.size) this.lines.pop();
    }
    this.index = -1;
    const newest = this.lines[0];
    // The listener may edit the list, to keep secrets out of it.
    this.emitter.emit('history', this.lines);
    return newest;
  }

  // The line before or after the current one that begins with `search`, and is not the one shown; undefined at the end.
  previous(search, shown) {
    if (this.index >= this.lines.length || this.lines.length === 0) return undefined;
    let index = this.index + 1;
    while (index < this.lines.length && (!this.lines[index].startsWith(search) || shown === this.lines[index])) index++;
    this.index = index;
    return index === this.lines.length ? search : this.lines[index];
  }

  next(search, shown) {
    if (this.index < 0) return undefined;
    let index = this.index - 1;
    while (index >= 0 && (!this.lines[index].startsWith(search) || shown === this.lines[index])) index--;
    this.index = index;
    return index === -1 ? search : this.lines[index];
  }
}

module.exports = { History, kDefaultSize };
