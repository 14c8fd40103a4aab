'use strict';

// What a thread does when somebody starts or stops to trace.

let described = false;
let hook;

function describeProcess() {
  described = true;
  const { versions, arch, platform, release } = process;
  internalBinding('trace_events').describeProcess(process.versions.node, JSON.stringify({ versions, arch, platform, release }));
}

// Called by whoever switched categories, and at the start of a thread that finds some on.
function onCategoriesChanged() {
  if (!described && require('worker_threads').isMainThread) describeProcess();
  const tracesAsyncHooks = internalBinding('trace_events').isTraceCategoryEnabled('node,node.async_hooks');
  if (!tracesAsyncHooks && hook === undefined) return;
  hook ??= require('internal/tracing/async_hooks').createTracingHook();
  if (tracesAsyncHooks) hook.enable();
  else hook.disable();
}

module.exports = { onCategoriesChanged };
