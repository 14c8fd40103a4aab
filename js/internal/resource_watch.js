'use strict';

// The part of kind `resource` that only JavaScript knows: timers, immediates and promises. An async hook of our own, on while the kind is watched;
// C++ tells of its wraps by itself. Loaded when the kind is first watched.

const scope = internalBinding('scope');
const { enableHook, disableHook } = require('internal/async_hooks');

const kTypes = new Set(['Timeout', 'Immediate', 'PROMISE']);

const hook = {
  callbacks: {
    init(asyncId, type, triggerAsyncId) {
      if (kTypes.has(type)) scope.resourceCreated(asyncId, type, triggerAsyncId);
    },
    destroy(asyncId) {
      scope.resourceDestroyed(asyncId);
    },
  },
  tracksPromises: true,
};

// As the mask of what anybody watches has it now.
function update() {
  if ((scope.wanted() & scope.kResource) !== 0) enableHook(hook);
  else disableHook(hook);
}

module.exports = { update };
