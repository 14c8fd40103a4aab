'use strict';

// The two events at a process's natural end; C++ calls these when the loop is empty.

const { fields, constants: { kExiting } } = internalBinding('env');
const { exitInfo } = fields;

function emitBeforeExit() {
  process.emit('beforeExit', process.exitCode || 0);
}

// The exit code. A listener may still change it through process.exitCode.
function emitExit() {
  if (exitInfo[kExiting] === 0) {
    exitInfo[kExiting] = 1;
    process.emit('exit', process.exitCode || 0);
  }
  return process.exitCode || 0;
}

module.exports = { emitBeforeExit, emitExit };
