'use strict';

// The 'http' entries of perf_hooks: from a request's start to its response, while somebody observes them.

const { createNodeEntry } = require('internal/perf/entry');
const { enqueue, hasObserver } = require('internal/perf/observe');

const kEntry = Symbol('kEntry');

function now() {
  return require('perf_hooks').performance.now();
}

function startPerf(message, name, request) {
  message[kEntry] = { name, request, start: now() };
}

function stopPerf(message, response) {
  const entry = message[kEntry];
  if (entry === undefined || !hasObserver('http')) return;
  message[kEntry] = undefined;
  enqueue(createNodeEntry(entry.name, 'http', entry.start, now() - entry.start, { req: entry.request, res: response }));
}

module.exports = { hasObserver, startPerf, stopPerf };
