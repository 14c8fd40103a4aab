'use strict';

// Messages between a primary and its workers: numbered, so that each side can answer.

const callbacks = new Map();  // Number of a message -> who gets the answer.
let sequence = 0;

// False when the other process is not there.
function sendHelper(proc, message, handle, callback) {
  if (!proc.connected) return false;
  message = { cmd: 'NODE_CLUSTER', ...message, seq: sequence };
  if (typeof callback === 'function') callbacks.set(sequence, callback);
  sequence++;
  return proc.send(message, handle);
}

// A listener for 'internalMessage': an answer goes to who asked, all else to `receive`, with the worker as `this`.
function internal(worker, receive) {
  return function onInternalMessage(message, handle) {
    if (message.cmd !== 'NODE_CLUSTER') return;
    let fn = receive;
    if (message.ack !== undefined) {
      const callback = callbacks.get(message.ack);
      if (callback !== undefined) {
        fn = callback;
        callbacks.delete(message.ack);
      }
    }
    Reflect.apply(fn, worker, [message, handle]);
  };
}

module.exports = { internal, sendHelper };
