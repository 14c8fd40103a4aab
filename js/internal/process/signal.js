'use strict';

// process.on('SIGTERM', ...): a native handle for each signal that has a listener.

const watched = new Map();  // Signal name -> handle.

function numberOf(name) {
  return typeof name === 'string' ? internalBinding('constants').os.signals[name] : undefined;
}

function startListeningIfSignal(name) {
  if (name === 'workerMessage') listenForWorkers();
  const number = numberOf(name);
  if (number === undefined || watched.has(name)) return;
  const { Signal } = internalBinding('signal_wrap');
  const handle = new Signal();
  handle.unref();
  handle.onsignal = () => process.emit(name, name, number);
  const err = handle.start(number);
  if (err) {
    handle.close();
    const { ErrnoException } = require('internal/errors');
    throw new ErrnoException(err, 'uv_signal_start');
  }
  watched.set(name, handle);
}

// Messages that other threads post to this one.
function listenForWorkers() {
  require('internal/worker/messaging').openInbox();
}

function stopListeningIfSignal(name) {
  const handle = watched.get(name);
  if (handle !== undefined && process.listenerCount(name) === 0) {
    handle.close();
    watched.delete(name);
  }
}

module.exports = { startListeningIfSignal, stopListeningIfSignal };
