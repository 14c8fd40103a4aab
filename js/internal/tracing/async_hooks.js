'use strict';

// Category node.async_hooks: the life of each async resource, and each of its callbacks, as an event with its id.

const { createHook, executionAsyncId } = require('async_hooks');
const { Tracer } = require('internal/tracing');

const tracer = new Tracer('node,node.async_hooks');

function createTracingHook() {
  const types = new Map();
  const known = (asyncId, tell) => {
    const type = types.get(asyncId);
    if (type !== undefined) tell(type);
  };
  return createHook({
    init(asyncId, type, triggerAsyncId) {
      types.set(asyncId, type);
      tracer.begin(type, asyncId, { triggerAsyncId, executionAsyncId: executionAsyncId() });
    },
    before(asyncId) {
      known(asyncId, (type) => tracer.begin(`${type}_CALLBACK`, asyncId));
    },
    after(asyncId) {
      known(asyncId, (type) => tracer.end(`${type}_CALLBACK`, asyncId));
    },
    destroy(asyncId) {
      known(asyncId, (type) => tracer.end(type, asyncId));
      types.delete(asyncId);
    },
  });
}

module.exports = { createTracingHook };
