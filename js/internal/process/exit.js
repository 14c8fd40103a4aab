'use strict';

// The end of a process whose loop is empty.

const { fields, constants } = internalBinding('env');
const { kExiting, kExitCode, kHasExitCode } = constants;
const { exitInfo } = fields;
const { exitCodes: { kUnsettledTopLevelAwait } } = internalBinding('errors');

// What the host itself does when all JavaScript of the program has run: files of profilers.
const endHooks = [];

function atEnd(hook) {
  endHooks.push(hook);
}

function runEndHooks() {
  while (endHooks.length > 0) endHooks.shift()();
}

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
    runEndHooks();
  }
  return exitCode();
}

module.exports = { atEnd, emitBeforeExit, emitExit, runEndHooks };
