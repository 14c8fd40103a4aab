'use strict';

const EventEmitter = require('events');

function createService({ fetch, maxCached = 100 }) {
  const updates = new EventEmitter();
  updates.setMaxListeners(0);
  const cache = new Map();

  async function handle(id) {
    const onUpdate = (update) => {
      if (update.id === id) cache.set(id, update.data);
    };
    updates.on('update', onUpdate);
    const found = cache.get(id) ?? await fetch(id);
    if (!cache.has(id)) cache.set(id, found);
    return { size: cache.get(id).length };
  }

  return { handle, updates, maxCached, cached: () => cache.size };
}

module.exports = { createService };
