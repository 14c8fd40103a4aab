'use strict';

// The shortest edit script between two strings or lists (E. Myers, "An O(ND) difference algorithm", 1986).

const kDelete = -1;  // Only in `expected`.
const kKeep = 0;
const kInsert = 1;   // Only in `actual`.

// Lines of inspected values may differ by the comma behind all but the last.
function isSameLine(actual, expected, ignoreComma) {
  return actual === expected || (ignoreComma && (`${actual},` === expected || actual === `${expected},`));
}

// Whether the furthest path on `diagonal` with `edits` edits comes from the diagonal above. `reach[diagonal + offset]` is how far each got.
function comesFromAbove(reach, offset, diagonal, edits) {
  return diagonal === -edits || (diagonal !== edits && reach[diagonal - 1 + offset] < reach[diagonal + 1 + offset]);
}

// [operation, item]... from the last to the first. Of items that differ by a comma only, the one with it is given.
function myersDiff(actual, expected, ignoreComma = false) {
  const max = actual.length + expected.length;
  const reach = new Int32Array(2 * max + 3);
  const offset = max + 1;
  const trace = [];  // For each number of edits: what the diagonals -edits-1 ... edits+1 reached before.
  for (let edits = 0; edits <= max; edits++) {
    trace.push(reach.slice(offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = comesFromAbove(reach, offset, diagonal, edits) ? reach[diagonal + 1 + offset] : reach[diagonal - 1 + offset] + 1;
      let y = x - diagonal;
      while (x < actual.length && y < expected.length && isSameLine(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      reach[diagonal + offset] = x;
      if (x >= actual.length && y >= expected.length) return backtrack(trace, actual, expected, ignoreComma);
    }
  }
  return [];
}

function backtrack(trace, actual, expected, ignoreComma) {
  let x = actual.length;
  let y = expected.length;
  const script = [];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits];
    const offset = edits + 1;
    const diagonal = x - y;
    const previous = comesFromAbove(reach, offset, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const previousX = reach[previous + offset];
    const previousY = previousX - previous;
    while (x > previousX && y > previousY) {
      const item = actual[--x];
      y--;
      script.push([kKeep, ignoreComma && !item.endsWith(',') ? expected[y] : item]);
    }
    if (edits === 0) break;
    if (x > previousX) script.push([kInsert, actual[--x]]);
    else script.push([kDelete, expected[--y]]);
  }
  return script;
}

function validateInput(value, name) {
  const { validateString, validateStringArray } = require('internal/validators');
  if (Array.isArray(value)) validateStringArray(value, name);
  else validateString(value, name);
}

// util.diff()
function diff(actual, expected) {
  if (actual === expected) return [];
  validateInput(actual, 'actual');
  validateInput(expected, 'expected');
  return myersDiff(actual, expected).reverse();
}

module.exports = { diff, kDelete, kInsert, kKeep, myersDiff };
