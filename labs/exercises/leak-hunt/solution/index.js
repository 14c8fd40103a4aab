'use strict';

const EventEmitter = require('events');

function createService({ fetch, maxCached = 100 }) {
  const updates = new EventEmitter();
  updates.setMaxListeners(0);
  const cache = new Map();  // In the order of use: the first is the least recently used.

  function remember(id, data) {
    cache.delete(id);
    cache.set(id, data);
    if (cache.size > maxCached) cache.delete(cache.keys().next().value);
  }

  async function handle(id) {
    let latest;
    const onUpdate = (update) => {
      if (update.id === id) latest = update.data;
    };
    updates.on('update', onUpdate);
    try {
      const found = cache.get(id) ?? await fetch(id);
      remember(id, latest ?? found);
      return { size: (latest ?? found).length };
    } finally {
      updates.removeListener('update', onUpdate);
    }
  }

  return { handle, updates, maxCached, cached: () => cache.size };
}

module.exports = { createService };
