'use strict';

// util.transferableAbortController() and its like: signals that may go to another thread. There a signal is made that a port keeps informed.

const { AbortController, AbortSignal, abortSignal, isSignal, makeSignal } = require('internal/abort_controller');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kDeserialize, kTransfer, kTransferList, markTransferMode } = require('internal/worker/js_transferable');

const kPorts = Symbol('kPorts');
const kCloned = 'internal/abort_transfer:ClonedAbortSignal';

function hide(name, value) {
  Object.defineProperty(AbortSignal.prototype, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

// Made when the transfer begins; no port keeps the loop alive.
hide(kTransferList, function() {
  if (this.aborted) return [];
  const { MessageChannel } = require('internal/worker/io');
  this[kPorts] = new MessageChannel();
  this[kPorts].port1.unref();
  this[kPorts].port2.unref();
  return [this[kPorts].port2];
});

hide(kTransfer, function() {
  const { aborted, reason } = this;
  if (aborted) return { data: { aborted, reason }, deserializeInfo: kCloned };
  const { port1, port2 } = this[kPorts];
  this[kPorts] = undefined;
  this.addEventListener('abort', () => {
    port1.postMessage(this.reason);
    port1.close();
  }, { once: true });
  return { data: { port: port2 }, deserializeInfo: kCloned };
});

hide(kDeserialize, function({ aborted, reason, port }) {
  if (aborted) {
    abortSignal(this, reason);
    return;
  }
  port.onmessage = ({ data }) => {
    abortSignal(this, data);
    port.close();
  };
  port.unref();
});

function ClonedAbortSignal() {
  return makeSignal();
}
ClonedAbortSignal.prototype[kDeserialize] = () => {};  // That of the signal is called.

function transferableAbortSignal(signal) {
  if (!isSignal(signal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  markTransferMode(signal, false, true);
  return signal;
}

function transferableAbortController() {
  const controller = new AbortController();
  transferableAbortSignal(controller.signal);
  return controller;
}

module.exports = { ClonedAbortSignal, transferableAbortController, transferableAbortSignal };
