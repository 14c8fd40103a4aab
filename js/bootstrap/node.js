'use strict';

// Builds the world of a main thread, in the order Node does: process, globals, then what C++ calls. Runs in mksnapshot; what differs between
// two starts is left to prepareMain.

const { setHostFunction } = internalBinding('env');

require('internal/process/setup').setupProcess();
require('bootstrap/globals').setupGlobals();

const { prepareMainThreadExecution, prepareWorkerExecution } = require('internal/process/pre_execution');
const { runMain } = require('internal/modules/run_main');
const { emitBeforeExit, emitExit } = require('internal/process/exit');
const { prepareStackTraceCallback } = require('internal/errors');

setHostFunction('prepareMain', prepareMainThreadExecution);
setHostFunction('runMain', runMain);
setHostFunction('prepareWorker', prepareWorkerExecution);
setHostFunction('runWorker', () => require('internal/main/worker_thread').run());
setHostFunction('emitBeforeExit', emitBeforeExit);
setHostFunction('emitExit', emitExit);
setHostFunction('prepareStackTrace', prepareStackTraceCallback);
