'use strict';

const { AbortError } = require('internal/errors');
const { kEmptyObject, promisify } = require('internal/util');
const { validateAbortSignal } = require('internal/validators');
const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/csi');
const { Interface: BaseInterface, InterfaceConstructor } = require('internal/readline/interface');
const { emitKeypressEvents } = require('internal/readline/keys');
const promises = require('readline/promises');

// A function, not a class: programs call it without `new`, and inherit from it with util.inherits().
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  Reflect.apply(InterfaceConstructor, this, [input, output, completer, terminal]);
}

Object.setPrototypeOf(Interface.prototype, BaseInterface.prototype);
Object.setPrototypeOf(Interface, BaseInterface);

// -- question ------------------------------------------------------------------------------------------------------------------------------

Interface.prototype.question = function question(query, options, cb) {
  cb = typeof options === 'function' ? options : cb;
  options = typeof options === 'object' && options !== null ? options : kEmptyObject;
  if (options.signal) {
    validateAbortSignal(options.signal, 'options.signal');
    if (options.signal.aborted) return;
    const onAbort = () => this._questionCancel();
    const disposable = require('internal/events/abort_listener').addAbortListener(options.signal, onAbort);
    const callback = cb;
    cb = typeof callback === 'function' ?
      (answer) => {
        disposable[Symbol.dispose]();
        callback(answer);
      } :
      () => disposable[Symbol.dispose]();
  }
  if (typeof cb === 'function') this._question(query, cb);
};

Interface.prototype.question[promisify.custom] = function question(query, options) {
  options = options === null || typeof options !== 'object' ? kEmptyObject : options;
  if (options.signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: options.signal.reason }));
  return new Promise((resolve, reject) => {
    let cb = resolve;
    if (options.signal) {
      const onAbort = () => reject(new AbortError(undefined, { cause: options.signal.reason }));
      const disposable = require('internal/events/abort_listener').addAbortListener(options.signal, onAbort);
      cb = (answer) => {
        disposable[Symbol.dispose]();
        resolve(answer);
      };
    }
    this.question(query, options, cb);
  });
};

Object.defineProperty(Interface.prototype, '_tabComplete', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  writable: true,
  value: function _tabComplete(again) {
    return require('internal/readline/complete').tabCompleteSync(this, again);
  },
});

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
  promises,
};
