'use strict';

// The stack of an unhandled 'error' event as it is printed: where the error was made, then where it was emitted.

const kMatching = '    [... lines matching original stack trace ...]';

// Replaces the longest run of `lines` (at least four) that also stands in `known` by one note.
function foldKnownLines(lines, known) {
  for (let start = 0; start < lines.length - 3; start++) {
    const at = known.indexOf(lines[start]);
    if (at === -1) continue;
    let length = 1;
    while (start + length < lines.length && at + length < known.length && lines[start + length] === known[at + length]) length++;
    if (length > 3) {
      lines.splice(start + 1, length - 2, kMatching);
      return;
    }
  }
}

function enhance(emitter, error, capture) {
  let who = '';
  try {
    const { name } = emitter.constructor;
    if (name !== 'EventEmitter') who = ` on ${name} instance`;
  } catch {
    // An emitter without a usable constructor goes unnamed.
  }
  const known = error.stack.split('\n').slice(1);
  const lines = capture.stack.split('\n').slice(1);
  foldKnownLines(lines, known);
  return `${error.stack}\nEmitted 'error' event${who} at:\n${lines.join('\n')}`;
}

module.exports = { enhance };
