'use strict';

// Async identity: ids, the current execution context, and the hooks of async_hooks.createHook().
//
// Ids live in a shared field, so that C++ and JavaScript number resources alike without a call. The context below the current one is kept on
// a stack here; CallbackScope in C++ saves and restores what it replaces by itself.

const { fields, constants } = internalBinding('env');
const binding = internalBinding('async_wrap');
const {
  kExecutionAsyncId, kTriggerAsyncId, kAsyncIdCounter, kDefaultTriggerAsyncId,
  kHookInit, kHookBefore, kHookAfter, kHookDestroy, kHookPromiseResolve, kHookTotal,
} = constants;
const { asyncIds, asyncHooks } = fields;

const asyncIdSymbol = Symbol('asyncId');
const triggerAsyncIdSymbol = Symbol('triggerAsyncId');
const ownerSymbol = Symbol('owner');

// The context that was current before each push: execution id, trigger id, resource.
const stackedIds = [];
const stackedResources = [];
let currentResource;
let currentResourceId = 0;
const topLevelResource = {};

asyncIds[kDefaultTriggerAsyncId] = -1;
if (asyncIds[kAsyncIdCounter] === 0) asyncIds[kAsyncIdCounter] = 1;  // 1 is the main script.

function newAsyncId() {
  return ++asyncIds[kAsyncIdCounter];
}

function executionAsyncId() {
  return asyncIds[kExecutionAsyncId];
}

function triggerAsyncId() {
  return asyncIds[kTriggerAsyncId];
}

function getDefaultTriggerAsyncId() {
  const id = asyncIds[kDefaultTriggerAsyncId];
  return id < 0 ? asyncIds[kExecutionAsyncId] : id;
}

function clearDefaultTriggerAsyncId() {
  asyncIds[kDefaultTriggerAsyncId] = -1;
}

// Runs `fn` with `triggerId` as the trigger of what is created inside it.
function defaultTriggerAsyncIdScope(triggerId, fn, ...args) {
  if (triggerId === undefined) return Reflect.apply(fn, null, args);
  const before = asyncIds[kDefaultTriggerAsyncId];
  asyncIds[kDefaultTriggerAsyncId] = triggerId;
  try {
    return Reflect.apply(fn, null, args);
  } finally {
    asyncIds[kDefaultTriggerAsyncId] = before;
  }
}

// The resource whose callback runs. One that C++ entered for is found there by its id: the scope in C++ leaves no trace here.
function executionAsyncResource() {
  const id = asyncIds[kExecutionAsyncId];
  if (id === 0 || id === 1) return topLevelResource;
  if (id === currentResourceId && currentResource !== undefined) return currentResource;
  return binding.resourceOf(id) ?? topLevelResource;
}

function pushAsyncContext(asyncId, triggerId, resource) {
  stackedIds.push(asyncIds[kExecutionAsyncId], asyncIds[kTriggerAsyncId], currentResourceId);
  stackedResources.push(currentResource);
  asyncIds[kExecutionAsyncId] = asyncId;
  asyncIds[kTriggerAsyncId] = triggerId;
  currentResource = resource;
  currentResourceId = asyncId;
}

// False when nothing is left below.
function popAsyncContext() {
  if (stackedResources.length === 0) {
    asyncIds[kExecutionAsyncId] = asyncIds[kTriggerAsyncId] = 0;
    return false;
  }
  currentResource = stackedResources.pop();
  currentResourceId = stackedIds.pop();
  asyncIds[kTriggerAsyncId] = stackedIds.pop();
  asyncIds[kExecutionAsyncId] = stackedIds.pop();
  return stackedResources.length > 0;
}

function hasAsyncIdStack() {
  return stackedResources.length > 0;
}

// After an uncaught exception: whatever was open is gone.
function clearAsyncIdStack() {
  stackedIds.length = 0;
  stackedResources.length = 0;
  currentResource = undefined;
  currentResourceId = 0;
  asyncIds[kExecutionAsyncId] = asyncIds[kTriggerAsyncId] = 0;
}

// ---- Hooks ----

// Replaced, never changed, while an emission walks over it.
let activeHooks = [];
let queuedDestroys = [];

function initHooksExist() {
  return asyncHooks[kHookInit] > 0;
}

function afterHooksExist() {
  return asyncHooks[kHookAfter] > 0;
}

function destroyHooksExist() {
  return asyncHooks[kHookDestroy] > 0;
}

function enabledHooksExist() {
  return asyncHooks[kHookTotal] > 0;
}

// An exception in a hook can't be handled: the resource graph would be wrong from here on. Node ends the process, and so do we.
function fatalHookError(error) {
  const text = typeof error?.stack === 'string' ? error.stack : new Error(String(error)).stack;
  internalBinding('process_methods').writeSync(2, `${text}\n`);
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('exit');
  process.exit(1);
}

function emitHook(name, asyncId, a, b, c) {
  const hooks = activeHooks;
  try {
    for (let i = 0; i < hooks.length; i++) {
      const fn = hooks[i].callbacks[name];
      if (fn !== undefined) Reflect.apply(fn, hooks[i], [asyncId, a, b, c]);
    }
  } catch (error) {
    fatalHookError(error);
  }
}

function emitInit(asyncId, type, triggerId, resource) {
  if (asyncHooks[kHookInit] === 0) return;
  emitHook('init', asyncId, type, triggerId ?? getDefaultTriggerAsyncId(), resource);
}

function emitBefore(asyncId, triggerId, resource) {
  pushAsyncContext(asyncId, triggerId, resource);
  if (asyncHooks[kHookBefore] > 0) emitHook('before', asyncId);
}

function emitAfter(asyncId) {
  if (asyncHooks[kHookAfter] > 0) emitHook('after', asyncId);
  popAsyncContext();
}

function flushDestroys() {
  // A destroy hook may destroy more.
  while (queuedDestroys.length > 0) {
    const ids = queuedDestroys;
    queuedDestroys = [];
    for (let i = 0; i < ids.length; i++) emitHook('destroy', ids[i]);
  }
}

// As in Node, destroy comes later, before the next immediates, since it may be asked for in the middle of anything (even by the garbage collector).
function emitDestroy(asyncId) {
  if (asyncHooks[kHookDestroy] === 0 || asyncId <= 0) return;
  if (queuedDestroys.push(asyncId) === 1) {
    require('internal/timers').setFirstImmediate(flushDestroys);
  }
}

// Called by C++ for its wraps while hooks are on.
function nativeInit(asyncId, type, triggerId, resource) {
  emitInit(asyncId, type, triggerId, resource);
}

function nativeBefore(asyncId) {
  emitHook('before', asyncId);
}

function nativeAfter(asyncId) {
  emitHook('after', asyncId);
}

// `state` is an AsyncResource's.
function nativeDestroy(asyncId, state) {
  if (state?.destroyed !== true) emitDestroy(asyncId);
}

function setupHostHooks(setHostFunction) {
  setHostFunction('asyncInit', nativeInit);
  setHostFunction('asyncBefore', nativeBefore);
  setHostFunction('asyncAfter', nativeAfter);
  setHostFunction('asyncDestroy', nativeDestroy);
}

// ---- Promises: V8 tells only while somebody listens. ----

function promiseInit(promise, parent) {
  const asyncId = promise[asyncIdSymbol] = newAsyncId();
  if (parent !== undefined && parent[asyncIdSymbol] === undefined) promiseInit(parent);
  const triggerId = promise[triggerAsyncIdSymbol] = parent !== undefined ? parent[asyncIdSymbol] : getDefaultTriggerAsyncId();
  emitInit(asyncId, 'PROMISE', triggerId, promise);
  if (asyncHooks[kHookDestroy] > 0) binding.registerDestroyHook(promise, asyncId);
}

function promiseBefore(promise) {
  if (promise[asyncIdSymbol] === undefined) promiseInit(promise);
  emitBefore(promise[asyncIdSymbol], promise[triggerAsyncIdSymbol], promise);
}

function promiseAfter(promise) {
  if (promise[asyncIdSymbol] === undefined) promiseInit(promise);
  const asyncId = promise[asyncIdSymbol];
  if (asyncHooks[kHookAfter] > 0) emitHook('after', asyncId);
  // An `await` may end a scope that another promise began: only pop what was pushed.
  if (asyncId === executionAsyncId()) popAsyncContext();
}

function promiseSettled(promise) {
  if (promise[asyncIdSymbol] === undefined) promiseInit(promise);
  if (asyncHooks[kHookPromiseResolve] > 0) emitHook('promiseResolve', promise[asyncIdSymbol]);
}

let stopPromiseHooks;

function updatePromiseHooks() {
  stopPromiseHooks?.();
  stopPromiseHooks = undefined;
  if (!activeHooks.some((hook) => hook.tracksPromises)) return;
  stopPromiseHooks = require('internal/promise_hooks').createTrustedHook({
    init: promiseInit,
    before: promiseBefore,
    after: promiseAfter,
    settled: asyncHooks[kHookPromiseResolve] > 0 ? promiseSettled : undefined,
  });
}

const hookIndexes = {
  __proto__: null,
  init: kHookInit,
  before: kHookBefore,
  after: kHookAfter,
  destroy: kHookDestroy,
  promiseResolve: kHookPromiseResolve,
};

// `hook` has `callbacks` (an object of functions under the names above) and `tracksPromises`.
function enableHook(hook) {
  if (activeHooks.includes(hook)) return;
  activeHooks = [...activeHooks, hook];
  countHook(hook, 1);
}

function disableHook(hook) {
  if (!activeHooks.includes(hook)) return;
  activeHooks = activeHooks.filter((other) => other !== hook);
  countHook(hook, -1);
}

function countHook(hook, delta) {
  for (const name in hookIndexes) {
    if (hook.callbacks[name] !== undefined) asyncHooks[hookIndexes[name]] += delta;
  }
  asyncHooks[kHookTotal] += delta;
  updatePromiseHooks();
}

function getOrSetAsyncId(object) {
  if (Object.hasOwn(object, asyncIdSymbol)) return object[asyncIdSymbol];
  return object[asyncIdSymbol] = newAsyncId();
}

module.exports = {
  symbols: {
    async_id_symbol: asyncIdSymbol,
    trigger_async_id_symbol: triggerAsyncIdSymbol,
    owner_symbol: ownerSymbol,
  },
  asyncIdSymbol,
  triggerAsyncIdSymbol,
  newAsyncId,
  getOrSetAsyncId,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  getDefaultTriggerAsyncId,
  clearDefaultTriggerAsyncId,
  defaultTriggerAsyncIdScope,
  pushAsyncContext,
  popAsyncContext,
  hasAsyncIdStack,
  clearAsyncIdStack,
  initHooksExist,
  afterHooksExist,
  destroyHooksExist,
  enabledHooksExist,
  emitInit,
  emitBefore,
  emitAfter,
  emitDestroy,
  enableHook,
  disableHook,
  registerDestroyHook: binding.registerDestroyHook,
  setupHostHooks,
};
