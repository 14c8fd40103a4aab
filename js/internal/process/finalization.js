'use strict';

// process.finalization: callbacks at exit for objects that are still alive then.

const { emitExperimentalWarning } = require('internal/util');
const { kValidateObjectAllowFunction, validateObject } = require('internal/validators');

function createFinalization() {
  const entries = { __proto__: null, exit: [], beforeExit: [] };
  const listeners = { __proto__: null, exit: () => run('exit'), beforeExit: () => run('beforeExit') };
  const registry = new FinalizationRegistry((entry) => {
    for (const event in entries) keep(event, (other) => other !== entry);
  });

  function run(event) {
    const due = entries[event];
    entries[event] = [];
    for (const { object, callback } of due) {
      const alive = object.deref();
      if (alive !== undefined) callback(alive, event);
    }
  }

  function keep(event, predicate) {
    const before = entries[event].length;
    entries[event] = entries[event].filter(predicate);
    if (before > 0 && entries[event].length === 0) process.removeListener(event, listeners[event]);
  }

  function add(event, object, callback) {
    validateObject(object, 'obj', kValidateObjectAllowFunction);
    if (entries[event].length === 0 && !process.listeners(event).includes(listeners[event])) process.on(event, listeners[event]);
    const entry = { object: new WeakRef(object), callback };
    entries[event].push(entry);
    registry.register(object, entry, object);
  }

  return {
    register(obj, fn) {
      emitExperimentalWarning('process.finalization.register');
      add('exit', obj, fn);
    },
    registerBeforeExit(obj, fn) {
      emitExperimentalWarning('process.finalization.registerBeforeExit');
      add('beforeExit', obj, fn);
    },
    unregister(obj) {
      emitExperimentalWarning('process.finalization.unregister');
      registry.unregister(obj);
      for (const event in entries) {
        keep(event, ({ object }) => {
          const alive = object.deref();
          return alive !== undefined && alive !== obj;
        });
      }
    },
  };
}

module.exports = { createFinalization };
