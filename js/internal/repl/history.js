'use strict';

// The lines of earlier sessions, in a file: newest first, as in memory.

const path = require('path');

const kDefaultSize = 1000;
const kWriteDelayMs = 15;

function defaultPath() {
  const given = process.env.NODE_REPL_HISTORY;
  if (given !== undefined) return given.trim();
  return path.join(require('os').homedir(), '.node_repl_history');
}

function refuse(repl, text) {
  repl._writeToOutput(`\n${text}\n`);
  repl._refreshLine();
}

// setupHistory(): `ready(error, repl)` is called once the file has been read.
function setupHistory(repl, filename, ready) {
  const file = filename || defaultPath();
  const size = Number.parseInt(process.env.NODE_REPL_HISTORY_SIZE, 10);
  repl.historySize = size > 0 ? size : kDefaultSize;
  if (file === '' || process.env.NODE_REPL_HISTORY === '') {
    repl.on('line', () => {});
    ready(null, repl);
    return;
  }
  const fs = require('fs');
  let text = '';
  try {
    fs.closeSync(fs.openSync(file, 'a+', 0o0600));
    text = fs.readFileSync(file, 'utf8');
  } catch {
    refuse(repl, 'Error: Could not open history file.\nREPL session history will not be persisted.');
    ready(null, repl);
    return;
  }
  repl.history = text === '' ? [] : text.split(/\r?\n+/).filter(Boolean).slice(0, repl.historySize);
  let timer;
  const write = () => {
    timer = undefined;
    try {
      fs.writeFileSync(file, repl.history.join('\n'), { mode: 0o0600 });
    } catch {
      // The session goes on without.
    }
  };
  repl.on('line', () => { timer ??= setTimeout(write, kWriteDelayMs); });
  repl.once('exit', () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    write();
  });
  ready(null, repl);
}

module.exports = { setupHistory };
