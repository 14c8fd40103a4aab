'use strict';

// A worker cannot switch tracing; what it does is traced, under its name.

const assert = require('assert');
const { Worker } = require('worker_threads');
const { tmpdir } = require('../common');
const { runTraced } = require('../common/trace');

new Worker('require("trace_events")', { eval: true }).on('error', ({ code }) => assert.strictEqual(code, 'ERR_TRACE_EVENTS_UNAVAILABLE'))
  .on('exit', (code) => assert.strictEqual(code, 1));

const code = 'new (require("worker_threads").Worker)("require(\'fs\').statSync(\'.\')", { eval: true, name: "counter" })';
const { events, metadata } = runTraced(['--trace-event-categories', 'node.fs.sync', '-e', code], tmpdir());
const { tid } = events.find(({ name }) => name === 'fs.sync.stat');
const names = metadata.filter((event) => event.name === 'thread_name' && event.tid === tid).map(({ args }) => args.name);
assert.ok(names.includes('[worker 1] counter'), `${names}`);
