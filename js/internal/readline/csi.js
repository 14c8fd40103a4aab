'use strict';

// Control sequences of terminals, and the calls that write them.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const kEscape = '\x1b';

const csi = (text) => `${kEscape}[${text}`;
const kClearToLineBeginning = csi('1K');
const kClearToLineEnd = csi('0K');
const kClearLine = csi('2K');
const kClearScreenDown = csi('0J');

function cursorToSequence(x, y) {
  if (typeof y === 'function' || y === undefined) {
    if (typeof x !== 'number' && y !== undefined && typeof y !== 'function') throw new ERR_INVALID_CURSOR_POS();
    return csi(`${x + 1}G`);
  }
  return csi(`${y + 1};${x + 1}H`);
}

function moveCursorSequence(dx, dy) {
  let text = '';
  if (dx < 0) text += csi(`${-dx}D`);
  else if (dx > 0) text += csi(`${dx}C`);
  if (dy < 0) text += csi(`${-dy}A`);
  else if (dy > 0) text += csi(`${dy}B`);
  return text;
}

// dir: -1 to the left, 1 to the right, 0 the whole line.
function clearLineSequence(dir) {
  return dir < 0 ? kClearToLineBeginning : dir > 0 ? kClearToLineEnd : kClearLine;
}

// Without a stream there is nothing to wait for, but the callback still comes later.
function write(stream, text, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (stream === null || stream === undefined || text === '') {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}

function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (stream === null || stream === undefined || (typeof x !== 'number' && typeof y !== 'number')) return write(null, '', callback);
  if (typeof x !== 'number') throw new ERR_INVALID_CURSOR_POS();
  return write(stream, cursorToSequence(x, typeof y === 'number' ? y : undefined), callback);
}

function moveCursor(stream, dx, dy, callback) {
  return write(stream, moveCursorSequence(dx, dy), callback);
}

function clearLine(stream, dir, callback) {
  return write(stream, clearLineSequence(dir), callback);
}

function clearScreenDown(stream, callback) {
  return write(stream, kClearScreenDown, callback);
}

module.exports = {
  clearLine,
  clearLineSequence,
  clearScreenDown,
  cursorTo,
  cursorToSequence,
  kClearScreenDown,
  kEscape,
  moveCursor,
  moveCursorSequence,
};
