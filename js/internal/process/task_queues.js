'use strict';

// process.nextTick, queueMicrotask, and the drain that follows every callback: ticks, then microtasks, until both are empty, then rejections
// that nobody handled.

const { fields, constants, setHostFunction } = internalBinding('env');
const { runMicrotasks, enqueueMicrotask } = internalBinding('task_queue');
const { triggerUncaughtException } = internalBinding('errors');
const {
  asyncIdSymbol, triggerAsyncIdSymbol, getDefaultTriggerAsyncId, newAsyncId, initHooksExist, emitInit, emitBefore, emitAfter, emitDestroy,
} = require('internal/async_hooks');
const AsyncContextFrame = require('internal/async_context_frame');
const { processPromiseRejections, listenForRejections } = require('internal/process/promises');
const TickQueue = require('internal/process/tick_queue');
const { validateFunction } = require('internal/validators');

const { kHasTickScheduled, kHasRejectionToWarn, kTicksRun, kExiting } = constants;
const { tickInfo, tickCounts, exitInfo } = fields;
const queue = new TickQueue();
const frameSymbol = Symbol('asyncContextFrame');

// A plain name: users see it in executionAsyncResource().
class TickObject {
  constructor(callback, args, asyncId, triggerAsyncId) {
    this[asyncIdSymbol] = asyncId;
    this[triggerAsyncIdSymbol] = triggerAsyncId;
    this[frameSymbol] = AsyncContextFrame.current();
    this.callback = callback;
    this.args = args;
  }
}

function nextTick(callback) {
  validateFunction(callback, 'callback');
  if (exitInfo[kExiting] !== 0) return;  // It would never run.

  let args;
  const count = arguments.length;
  if (count > 1) {
    args = new Array(count - 1);
    for (let i = 1; i < count; i++) args[i - 1] = arguments[i];
  }
  const asyncId = newAsyncId();
  const triggerAsyncId = getDefaultTriggerAsyncId();
  const tick = new TickObject(callback, args, asyncId, triggerAsyncId);
  tickInfo[kHasTickScheduled] = 1;
  if (initHooksExist()) emitInit(asyncId, 'TickObject', triggerAsyncId, tick);
  queue.push(tick);
}

// An exception leaves by way of the caller, who reports it and drains again.
function processTicksAndRejections() {
  do {
    let tick;
    while ((tick = queue.shift()) !== undefined) {
      tickCounts[kTicksRun]++;
      const asyncId = tick[asyncIdSymbol];
      const frame = AsyncContextFrame.exchange(tick[frameSymbol]);
      emitBefore(asyncId, tick[triggerAsyncIdSymbol], tick);
      try {
        const { callback, args } = tick;
        // Here and not in a function of its own: stacks show this frame below the callback's, as Node's do.
        if (args === undefined) callback();
        else if (args.length === 1) callback(args[0]);
        else if (args.length === 2) callback(args[0], args[1]);
        else callback(...args);
      } finally {
        emitDestroy(asyncId);
      }
      emitAfter(asyncId);
      AsyncContextFrame.set(frame);
    }
    runMicrotasks();
  } while (!queue.isEmpty() || processPromiseRejections());
  tickInfo[kHasTickScheduled] = 0;
  tickInfo[kHasRejectionToWarn] = 0;
}

// The drain between two timers or immediates of one batch.
function runNextTicks() {
  if (tickInfo[kHasTickScheduled] === 0 && tickInfo[kHasRejectionToWarn] === 0) runMicrotasks();
  if (tickInfo[kHasTickScheduled] === 0 && tickInfo[kHasRejectionToWarn] === 0) return;
  processTicksAndRejections();
}

// V8 restores the async context frame of a microtask, but not our ids.
function queueMicrotask(callback) {
  validateFunction(callback, 'callback');
  const resource = { [asyncIdSymbol]: newAsyncId(), [triggerAsyncIdSymbol]: getDefaultTriggerAsyncId(), callback };
  const asyncId = resource[asyncIdSymbol];
  if (initHooksExist()) emitInit(asyncId, 'Microtask', resource[triggerAsyncIdSymbol], resource);
  enqueueMicrotask(() => runMicrotask(resource, asyncId));
}

function runMicrotask(resource, asyncId) {
  emitBefore(asyncId, resource[triggerAsyncIdSymbol], resource);
  try {
    const callback = resource.callback;
    callback();
  } catch (error) {
    triggerUncaughtException(error, false);  // V8 would only tell a message listener.
  } finally {
    emitDestroy(asyncId);
    emitAfter(asyncId);
  }
}

function setupTaskQueue() {
  listenForRejections();
  setHostFunction('tickCallback', processTicksAndRejections);
}

module.exports = { nextTick, queueMicrotask, runNextTicks, processTicksAndRejections, setupTaskQueue };
