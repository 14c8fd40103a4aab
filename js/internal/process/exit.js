'use strict';

// The end of a process whose loop is empty.

const { fields, constants } = internalBinding('env');
const { kExiting, kExitCode, kHasExitCode } = constants;
const { exitInfo } = fields;
const { exitCodes: { kUnsettledTopLevelAwait } } = internalBinding('errors');

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
    const { isEntryPending, reportUnsettledEntry } = require('internal/modules/run_main');
    const isUnsettled = exitInfo[kHasExitCode] === 0 && isEntryPending();
    if (isUnsettled) process.exitCode = kUnsettledTopLevelAwait;
    exitInfo[kExiting] = 1;
    process.emit('exit', exitCode());
    if (isUnsettled) reportUnsettledEntry();
  }
  return exitCode();
}

module.exports = { emitBeforeExit, emitExit };
