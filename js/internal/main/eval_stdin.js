'use strict';

// isoscope < source, isoscope - arguments

const { evalSource } = require('internal/modules/eval');

function readStdin(callback) {
  const { stdin } = process;
  stdin.setEncoding('utf8');
  let source = '';
  stdin.on('data', (text) => { source += text; });
  stdin.on('end', () => callback(source));
}

function run() {
  if (process.argv[1] === undefined && require('tty').isatty(0)) {
    require('internal/main/repl').run();
    return;
  }
  readStdin((source) => evalSource('[stdin]', source));
}

module.exports = { readStdin, run };
