'use strict';

// Tells V8's inspector which asynchronous work continues which: stack traces then reach back across timers, ticks and native callbacks. Promises
// V8 follows by itself. On only while a debugger has asked for an async stack depth.

const { disableHook, enableHook } = require('internal/async_hooks');
const { asyncTaskScheduled, asyncTaskCanceled, asyncTaskStarted, asyncTaskFinished } = internalBinding('inspector');

const hook = {
  tracksPromises: false,
  callbacks: {
    init(asyncId, type) { asyncTaskScheduled(type, asyncId, type === 'PROMISE' || isRecurring(type)); },
    before: asyncTaskStarted,
    after: asyncTaskFinished,
    destroy: asyncTaskCanceled,
  },
};

// What calls back more than once. A one-time task that V8 finished is forgotten by it.
function isRecurring(type) {
  return type !== 'TickObject' && type !== 'Immediate' && type !== 'Microtask';
}

let enabled = false;

function setAsyncStacks(on) {
  if (on === enabled) return;
  enabled = on;
  if (on) enableHook(hook);
  else disableHook(hook);
}

module.exports = { setAsyncStacks };
