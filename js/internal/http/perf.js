'use strict';

// The 'http' entries of perf_hooks: from a request's start to its response, while somebody observes them.

const { createNodeEntry } = require('internal/perf/entry');
const { enqueue, hasObserver } = require('internal/perf/observe');
const { Tracer } = require('internal/tracing');

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

const kTraceId = Symbol('kTraceId');
const tracer = new Tracer('node,node.http');
let lastTraceId = 0;

// Categories node.http: from a request's start to the end of its response.
function startTrace(message, name) {
  message[kTraceId] = ++lastTraceId;
  tracer.begin(name, lastTraceId);
}

function stopTrace(message, name, data) {
  const id = message[kTraceId];
  if (id === undefined) return;
  message[kTraceId] = undefined;
  tracer.end(name, id, data);
}

module.exports = { hasObserver, startPerf, startTrace, stopPerf, stopTrace, tracer };
