'use strict';

// What `process` lacks or does otherwise in a worker: whatever would change the whole process is refused, signals are not heard, and the standard
// streams lead to the parent.

const { codes } = require('internal/errors');
const { startListeningIfSignal, stopListeningIfSignal } = require('internal/process/signal');
const { setStreams } = require('internal/process/stdio');
const { reallyExit: exit } = internalBinding('process_methods');
const methods = require('internal/process/per_thread');
const { setReporter } = require('internal/process/uncaught');

const kRefused = ['abort', 'chdir', 'initgroups', 'setegid', 'seteuid', 'setgid', 'setgroups', 'setuid'];

function unavailable(name) {
  const refuse = function() { throw new codes.ERR_WORKER_UNSUPPORTED_OPERATION(name); };
  refuse.disabled = true;
  return refuse;
}

function umask(mask) {
  if (mask !== undefined) throw new codes.ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
  return methods.umask();
}

// The thread is being stopped: nothing of the caller's may run any more.
function reallyExit(code) {
  exit(code);
  for (;;);
}

function patchProcess() {
  process.reallyExit = reallyExit;
  for (const name of kRefused) process[name] = unavailable(`process.${name}()`);
  process.umask = umask;
  process.cwd = methods.uncachedCwd;  // Only the main thread knows when it changes.
  process.removeListener('newListener', startListeningIfSignal);
  process.removeListener('removeListener', stopListeningIfSignal);
  const { getTitle } = internalBinding('process_methods');
  Object.defineProperty(process, 'title', { __proto__: null, get: getTitle, set() {}, enumerable: true, configurable: true });
  if (process.env.NODE_CHANNEL_FD === undefined) return;
  for (const name of ['channel', 'connected']) {
    Object.defineProperty(process, name, { __proto__: null, enumerable: false, configurable: true, get: unavailable(`process.${name}`) });
  }
  process.send = unavailable('process.send()');
  process.disconnect = unavailable('process.disconnect()');
}

// `makeStream(fd)` gives the three streams; `report(error)` tells the parent of an uncaught error.
function setupWorkerProcess(makeStream, report) {
  patchProcess();
  setStreams(makeStream);
  setReporter(report);
}

module.exports = { setupWorkerProcess, unavailable };
