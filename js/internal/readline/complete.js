'use strict';

// Completion with the tab key: the common beginning is inserted; a second tab lists what there is.

const { getStringWidth, inspect } = require('internal/util/inspect');

function commonPrefix(texts) {
  if (texts.length === 0) return '';
  // Between the first and the last in order lie all others.
  const sorted = texts.toSorted();
  const first = sorted[0];
  const last = sorted.at(-1);
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}

// In columns; an empty string ends a group.
function layOut(completions, columns) {
  const widths = completions.map((text) => getStringWidth(text));
  const width = Math.max(...widths) + 2;
  let perRow = Math.floor(columns / width) || 1;
  if (perRow === Infinity) perRow = 1;
  let output = '\r\n';
  let inRow = 0;
  let gap = 0;
  completions.forEach((text, i) => {
    if (text === '' || inRow === perRow) {
      output += '\r\n';
      inRow = 0;
      gap = 0;
    } else {
      output += ' '.repeat(gap);
    }
    if (text === '') {
      output += '\r\n';
    } else {
      output += text;
      gap = width - widths[i];
      inRow++;
    }
  });
  return inRow === 0 ? output : `${output}\r\n\r\n`;
}

function apply(rl, again, { 0: completions, 1: completed }) {
  if (!completions || completions.length === 0) return;
  const prefix = commonPrefix(completions.filter((text) => text !== ''));
  if (prefix.startsWith(completed) && prefix.length > completed.length) {
    rl._insertString(prefix.slice(completed.length));
    return;
  }
  if (!completed.startsWith(prefix)) {
    const head = rl.line.slice(0, rl.cursor - completed.length) + prefix;
    rl._setText(head + rl.line.slice(rl.cursor), head.length);
    return;
  }
  if (!again) return;
  rl._beforeEdit(rl.line, rl.cursor);
  rl._writeToOutput(layOut(completions, rl.columns));
  rl._refreshLine();
}

function finish(rl, again, error, result) {
  if (!rl.closed) rl.resume();
  if (error) rl._writeToOutput(`Tab completion error: ${inspect(error)}`);
  else apply(rl, again, result);
}

// The completer gives [completions, what of the text they complete], or a promise of it.
async function tabComplete(rl, again) {
  rl.pause();
  let result;
  try {
    result = await rl.completer(rl.line.slice(0, rl.cursor));
  } catch (error) {
    finish(rl, again, error);
    return;
  }
  finish(rl, again, null, result);
}

// The completer of the callback interface: it takes a callback, or returns at once.
function tabCompleteSync(rl, again) {
  rl.pause();
  const text = rl.line.slice(0, rl.cursor);
  const { completer } = rl;
  if (completer.length === 2) completer(text, (error, result) => finish(rl, again, error, result));
  else finish(rl, again, null, completer(text));
}

module.exports = { commonPrefix, tabComplete, tabCompleteSync };
