'use strict';

// Ctrl+R and Ctrl+S in the terminal: the lines of the history that contain what is typed, backwards and forwards. Escape and Ctrl+C give the
// line back as it was; any other key takes what was found.

const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/csi');

class HistorySearch {
  #repl;
  #label = '';      // Of the direction; '' while nobody searches.
  #pattern = '';
  #index = -1;      // In the history, whose newest line is the first.
  #original;

  constructor(repl) {
    this.#repl = repl;
  }

  get isActive() {
    return this.#label !== '';
  }

  // True when the key was for the search.
  onKey(text, key) {
    const backwards = key?.ctrl && key.name === 'r';
    if (!this.isActive) {
      if (!backwards && !(key?.ctrl && key.name === 's')) return false;
      this.#original = { line: this.#repl.line, cursor: this.#repl.cursor };
      this.#label = backwards ? 'bck-i-search: ' : 'fwd-i-search: ';
      this.#pattern = '';
      this.#index = -1;
      this.#draw();
      return true;
    }
    if (backwards || (key?.ctrl && key.name === 's')) {
      this.#label = backwards ? 'bck-i-search: ' : 'fwd-i-search: ';
      this.#find(backwards ? 1 : -1, this.#index + (backwards ? 1 : -1));
      return true;
    }
    if (key?.name === 'backspace') {
      this.#pattern = this.#pattern.slice(0, -1);
      this.#find(1, 0);
      return true;
    }
    if (key?.name === 'escape' || (key?.ctrl && (key.name === 'c' || key.name === 'g'))) {
      this.#end();
      Object.assign(this.#repl, this.#original);
      this.#repl._refreshLine();
      return true;
    }
    if (typeof text === 'string' && text !== '' && !key?.ctrl && !key?.meta && text >= ' ' && text !== '\u007f') {
      this.#pattern += text;
      this.#find(1, Math.max(this.#index, 0));
      return true;
    }
    this.#end();
    return false;
  }

  #find(step, from) {
    const { history } = this.#repl;
    if (this.#pattern !== '') {
      for (let i = from; i >= 0 && i < history.length; i += step) {
        const at = history[i].indexOf(this.#pattern);
        if (at === -1 || (i !== from && history[i] === this.#repl.line)) continue;
        this.#index = i;
        this.#repl.line = history[i];
        this.#repl.cursor = at;
        this.#draw();
        return;
      }
      this.#label = this.#label.replace(/^(?:failed-)?/, 'failed-');
    }
    this.#draw();
    this.#label = this.#label.replace(/^failed-/, '');
  }

  #draw() {
    const repl = this.#repl;
    repl._refreshLine();
    const cursor = repl.getCursorPos();
    const end = repl._getDisplayPos(`${repl.getPrompt()}${repl.line}`);
    moveCursor(repl.output, 0, end.rows - cursor.rows);
    repl.output.write(`\n${this.#label}${this.#pattern}_`);
    moveCursor(repl.output, 0, -(end.rows - cursor.rows) - 1);
    cursorTo(repl.output, cursor.cols);
  }

  #end() {
    this.#label = '';
    const repl = this.#repl;
    repl._refreshLine();
    clearScreenDown(repl.output);
  }
}

module.exports = { HistorySearch };
