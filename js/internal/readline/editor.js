'use strict';

// A line of text that is edited on a terminal: the text, the cursor, what was killed, what can be undone, and how it is drawn. It knows
// nothing of keys and streams but `output`. Its methods are those that programs know from readline.Interface.

const EventEmitter = require('events');
const { getStringWidth } = require('internal/util/inspect');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/csi');
const { charLengthAt, charLengthLeft } = require('internal/readline/keys');

const kMaxUndo = 2048;
const kMaxKilled = 32;

const kUndoStack = Symbol('undoStack');
const kRedoStack = Symbol('redoStack');
const kKillRing = Symbol('killRing');
const kKillIndex = Symbol('killIndex');
const kYanking = Symbol('yanking');

// A constructor that may also be applied to an object that exists: classes made with util.inherits() do so.
function Editor() {
  this.line = '';
  this[kUndoStack] = [];
  this[kRedoStack] = [];
  this[kKillRing] = [];
  this[kKillIndex] = 0;
  this[kYanking] = false;
}

Object.setPrototypeOf(Editor.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Editor, EventEmitter);

function reversed(text) {
  return Array.from(text).reverse().join('');
}

// How far a word reaches to the left; backwards over the reversed text, which takes linear time.
function wordLengthLeft(text) {
  return /^\s*(?:[^\w\s]+|\w+)?/.exec(reversed(text))[0].length;
}

const methods = {
  __proto__: null,

  // -- Drawing

  // Where the cursor is after `text` was written from the left edge.
  _getDisplayPos(text) {
    const { stripVTControlCharacters } = require('util');
    const columns = this.columns;
    let offset = 0;
    let rows = 0;
    for (const character of stripVTControlCharacters(text)) {
      if (character === '\n') {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
      } else if (character === '\t') {
        offset += this.tabSize - (offset % this.tabSize);
      } else {
        const width = getStringWidth(character, false);
        // A wide character that does not fit goes to the next row whole.
        if (width === 2 && (offset + 1) % columns === 0) offset++;
        offset += width;
      }
    }
    const cols = offset % columns;
    return { cols, rows: rows + (offset - cols) / columns };
  },

  getCursorPos() {
    return this._getDisplayPos(this.getPrompt() + this.line.slice(0, this.cursor));
  },

  _refreshLine() {
    const text = this.getPrompt() + this.line;
    const end = this._getDisplayPos(text);
    const cursor = this.getCursorPos();
    const above = this.prevRows || 0;
    if (above > 0) moveCursor(this.output, 0, -above);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this._writeToOutput(text);
    // At the right edge: a terminal takes a new line only when something is written there.
    if (end.cols === 0) this._writeToOutput(' ');
    cursorTo(this.output, cursor.cols);
    if (end.rows > cursor.rows) moveCursor(this.output, 0, cursor.rows - end.rows);
    this.prevRows = cursor.rows;
  },

  _moveCursor(dx) {
    if (dx === 0) return;
    const before = this.getCursorPos();
    this.cursor = Math.max(0, Math.min(this.line.length, this.cursor + dx));
    const after = this.getCursorPos();
    if (before.rows === after.rows) moveCursor(this.output, after.cols - before.cols, 0);
    else this._refreshLine();
  },

  clearLine() {
    this._moveCursor(Infinity);
    this._writeToOutput('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  },

  // -- Changing

  _beforeEdit(oldText, oldCursor) {
    if (this[kUndoStack].push({ text: oldText, cursor: oldCursor }) > kMaxUndo) this[kUndoStack].shift();
  },

  _setText(text, cursor) {
    this.line = text;
    this.cursor = cursor;
    this._refreshLine();
  },

  // Takes the text between two positions out.
  _cut(start, end) {
    this._beforeEdit(this.line, this.cursor);
    const cut = this.line.slice(start, end);
    this._setText(this.line.slice(0, start) + this.line.slice(end), start);
    return cut;
  },

  _insertString(text) {
    this._beforeEdit(this.line, this.cursor);
    if (this.cursor < this.line.length) {
      this._setText(this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor), this.cursor + text.length);
      return;
    }
    const before = this.getCursorPos();
    this.line += text;
    this.cursor += text.length;
    if (before.rows < this.getCursorPos().rows) this._refreshLine();
    else this._writeToOutput(text);
  },

  _wordLeft() {
    if (this.cursor > 0) this._moveCursor(-wordLengthLeft(this.line.slice(0, this.cursor)));
  },

  _wordRight() {
    if (this.cursor >= this.line.length) return;
    this._moveCursor(/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length);
  },

  _deleteLeft() {
    if (this.cursor > 0) this._cut(this.cursor - charLengthLeft(this.line, this.cursor), this.cursor);
  },

  _deleteRight() {
    if (this.cursor < this.line.length) this._cut(this.cursor, this.cursor + charLengthAt(this.line, this.cursor));
  },

  _deleteWordLeft() {
    if (this.cursor > 0) this._cut(this.cursor - wordLengthLeft(this.line.slice(0, this.cursor)), this.cursor);
  },

  _deleteWordRight() {
    if (this.cursor >= this.line.length) return;
    this._cut(this.cursor, this.cursor + /^(?:\s+|\W+|\w+)\s*/.exec(this.line.slice(this.cursor))[0].length);
  },

  _deleteLineLeft() {
    this._kill(this._cut(0, this.cursor));
  },

  _deleteLineRight() {
    this._kill(this._cut(this.cursor, this.line.length));
  },

  // -- Killing and yanking

  _kill(text) {
    const ring = this[kKillRing];
    if (text === '' || text === ring[0]) return;
    ring.unshift(text);
    this[kKillIndex] = 0;
    if (ring.length > kMaxKilled) ring.pop();
  },

  _yank() {
    if (this[kKillRing].length === 0) return;
    this[kYanking] = true;
    this._insertString(this[kKillRing][this[kKillIndex]]);
  },

  // Replaces what was just yanked by what was killed before it.
  _yankPop() {
    const ring = this[kKillRing];
    if (!this[kYanking] || ring.length < 2) return;
    const last = ring[this[kKillIndex]];
    this[kKillIndex] = (this[kKillIndex] + 1) % ring.length;
    const head = this.line.slice(0, this.cursor - last.length) + ring[this[kKillIndex]];
    this._setText(head + this.line.slice(this.cursor), head.length);
  },

  _endYanking() {
    this[kYanking] = false;
  },

  // -- Undo

  _restore(from, to) {
    if (from.length === 0) return;
    to.push({ text: this.line, cursor: this.cursor });
    const { text, cursor } = from.pop();
    this._setText(text, cursor);
  },

  _undo() {
    this._restore(this[kUndoStack], this[kRedoStack]);
  },

  _redo() {
    this._restore(this[kRedoStack], this[kUndoStack]);
  },

  _forgetUndo() {
    this[kUndoStack] = [];
    this[kRedoStack] = [];
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(Editor.prototype, name, { __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: false });
}

module.exports = { Editor };
