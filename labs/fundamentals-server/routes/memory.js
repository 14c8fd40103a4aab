'use strict';

// Garbage, leaks, and memory that is let go.

const { numberOf } = require('../options.js');

const kMost = 2048;
const kObjectBytes = 100;  // About what one of them takes.
const leaked = [];

const makeObjects = (megabytes) => Array.from({ length: Math.floor(megabytes * 1e6 / kObjectBytes) }, (_, id) => ({ id, text: `object ${id}` }));

function churn(request, response, query) {
  let made = 0;
  for (let left = numberOf(query, 'mb', 100, kMost); left > 0; left--) made += makeObjects(1).length;
  response.sendJson({ made, ...process.memoryUsage() });
}

function leak(request, response, query) {
  leaked.push(makeObjects(numberOf(query, 'mb', 10, kMost)));
  response.sendJson({ leakedLists: leaked.length, ...process.memoryUsage() });
}

function clear(request, response) {
  leaked.length = 0;
  response.sendJson({ leakedLists: 0, ...process.memoryUsage() });
}

function retain(request, response, query) {
  const before = process.memoryUsage();
  const buffers = [];
  for (let left = numberOf(query, 'mb', 100, kMost); left > 0; left--) buffers.push(Buffer.alloc(1 << 20, 1));
  const peak = process.memoryUsage();
  response.sendJson({ buffers: buffers.length, before, peak });
}

// A full collection where the host has one to give: Isoscope always, Node with --expose-gc.
function collect(request, response) {
  let how = null;
  try {
    require('isoscope').gc('major');
    how = 'isoscope';
  } catch {
    if (typeof globalThis.gc === 'function') {
      globalThis.gc();
      how = '--expose-gc';
    }
  }
  response.sendJson({ how, ...process.memoryUsage() });
}

module.exports = {
  'GET /memory/churn': churn,
  'GET /memory/leak': leak,
  'GET /memory/leak/clear': clear,
  'GET /memory/retain': retain,
  'GET /memory/gc': collect,
};
