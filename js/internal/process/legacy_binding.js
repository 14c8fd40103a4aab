'use strict';

// process.binding(): deprecated, and only the few names that old packages still ask for.

const readable = new Set([
  'async_wrap', 'buffer', 'cares_wrap', 'config', 'constants', 'contextify', 'fs', 'http_parser', 'natives', 'os', 'pipe_wrap', 'process_wrap',
  'signal_wrap', 'spawn_sync', 'stream_wrap', 'tcp_wrap', 'udp_wrap', 'url', 'util', 'uv', 'v8', 'zlib',
]);

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
