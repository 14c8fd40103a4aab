'use strict';

// The end of a process whose loop is empty.

const { fields, constants } = internalBinding('env');
const { kExiting, kExitCode, kHasExitCode } = constants;
const { exitInfo } = fields;

function exitCode() {
  return exitInfo[kHasExitCode] !== 0 ? exitInfo[kExitCode] : 0;
}

// Listeners may give the loop new work: C++ then goes on.
function emitBeforeExit() {
  process.emit('beforeExit', exitCode());
}

// The exit code, after 'exit' was emitted once.
function emitExit() {
  if (exitInfo[kExiting] === 0) {
    exitInfo[kExiting] = 1;
    process.emit('exit', exitCode());
  }
  return exitCode();
}

module.exports = { emitBeforeExit, emitExit };
