'use strict';

// A worker's start: takes from its port what its parent wants run, and runs it.

const { getEnvMessagePort, markOnline } = internalBinding('worker');
const { nativePort, receiveMessageOnPort } = require('internal/worker/io');
const { Module } = require('internal/modules/cjs/loader');
const { preloadCommonJS, prepareModules, runEsmEntry } = require('internal/modules/run_main');
const { setupWorkerProcess } = require('internal/process/worker_thread_only');

const kStdin = 0;
const kStreamNames = ['stdin', 'stdout', 'stderr'];

// What the parent gave, for node:worker_threads, which few starts can do without but some do.
const given = { parentPort: null, workerData: null, environmentData: undefined };

let port;
let hasStdin = false;
const streams = [undefined, undefined, undefined];

// The streams' code is loaded when a stream is first used.
function getStream(fd) {
  if (streams[fd] !== undefined) return streams[fd];
  const { ReadableWorkerStdio, WritableWorkerStdio } = require('internal/worker/stdio');
  const name = kStreamNames[fd];
  if (fd === kStdin) {
    const stdin = streams[fd] = new ReadableWorkerStdio(port, name);
    if (!hasStdin) stdin.push(null);
    return stdin;
  }
  return streams[fd] = new WritableWorkerStdio(port, name);
}

function onMessage(message) {
  const { stream } = message;
  if (message.type === 'stdioPayload') {
    for (const { chunk, encoding } of message.chunks) getStream(kStreamNames.indexOf(stream)).push(chunk, encoding);
  } else if (message.type === 'stdioWantsMoreData') {
    streams[kStreamNames.indexOf(stream)]?.wantsMore();
  } else if (message.type === 'workerMessage') {
    require('internal/worker/messaging').onWorkerMessage(message);
  }
}

// What streams still hold back goes out: nobody will ask for more.
function flushStreams() {
  streams[1]?.wantsMore();
  streams[2]?.wantsMore();
}

function report(error) {
  let serialized;
  try {
    const { serializeError } = require('internal/error_serdes');
    serialized = serializeError(error);
  } catch {
    // Told by its absence.
  }
  flushStreams();
  port.postMessage(serialized !== undefined ?
    { type: 'errorMessage', error: serialized } :
    { type: 'couldNotSerializeError' });
}

function runScript(filename, how) {
  if (how === 'classic') {
    Object.defineProperty(process, '_eval', { __proto__: null, configurable: true, enumerable: true, value: filename });
    process.argv.splice(1, 0, '[worker eval]');
    require('internal/modules/eval').evalSource('[worker eval]', filename);
    return;
  }
  preloadCommonJS();
  if (how === 'data-url') {
    process.argv.splice(1, 0, '[worker data-url]');
    runEsmEntry((loader) => loader.importModule(filename, undefined, undefined, true));
    return;
  }
  process.argv.splice(1, 0, filename);
  Module.runMain(filename);
}

function run() {
  port = getEnvMessagePort();
  const received = receiveMessageOnPort(port);
  if (received === undefined) return;  // Stopped before it began.
  const { filename, doEval, workerData, environmentData, publicPort } = received.message;
  ({ hasStdin } = received.message);
  setupWorkerProcess(getStream, report);
  process.on('exit', flushStreams);
  port.on('message', onMessage);
  nativePort.unref.call(port);
  if (received.message.trackFds) require('internal/fs/unmanaged').startTracking();
  Object.assign(given, { parentPort: publicPort, workerData, environmentData });
  prepareModules();
  markOnline();
  port.postMessage({ type: 'upAndRunning' });
  runScript(filename, doEval);
}

module.exports = { given, run };
