'use strict';

// process.binding(): deprecated, and only the few names that old packages still ask for.

const readable = new Set(['async_wrap', 'config', 'constants', 'http_parser', 'natives', 'util', 'uv']);

function natives() {
  const { ids } = require('internal/realm');
  const result = {};
  for (const id of ids) result[id] = '';
  return result;
}

function binding(name) {
  const id = `${name}`;
  if (!readable.has(id)) throw new Error(`No such module: ${id}`);
  if (id === 'natives') return natives();
  if (id === 'config') return {};
  if (id === 'util') return { ...require('util').types };
  return internalBinding(id);
}

module.exports = { binding };
