'use strict';

// Of the heap, on demand: how much of it is code, who allocates, and all of it.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { validateInteger, validateObject } = require('internal/validators');

// {code, bytecode and metadata, external script source ...} in bytes. Walks all code: a millisecond or more.
function heapCode() {
  const statistics = require('v8').getHeapCodeStatistics();
  return {
    codeAndMetadataBytes: statistics.code_and_metadata_size,
    bytecodeAndMetadataBytes: statistics.bytecode_and_metadata_size,
    externalScriptSourceBytes: statistics.external_script_source_size,
    cpuProfilerMetadataBytes: statistics.cpu_profiler_metadata_size,
  };
}

let sampling;

// V8's sampling heap profiler: on average one allocation in `intervalBytes` is kept with its stack. Returns a function that stops it and
// gives {intervalBytes, sampledBytes, sites: [{function, scriptUrl, line, column, selfBytes, stack}]}, the greatest first; what has been
// collected meanwhile is counted too.
function sampleAllocations(options = {}) {
  validateObject(options, 'options');
  const { intervalBytes = 32768, depth = 32 } = options;
  validateInteger(intervalBytes, 'options.intervalBytes', 1, 0x7fffffff);
  validateInteger(depth, 'options.depth', 1, 128);
  if (sampling !== undefined) throw new ERR_INVALID_STATE('Allocations are being sampled already');
  const { Session } = require('inspector');
  const session = sampling = new Session();
  session.connect();
  const post = (method, parameters) => {
    let answer;
    session.post(method, parameters, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    return answer;
  };
  post('HeapProfiler.startSampling', {
    samplingInterval: intervalBytes, stackDepth: depth, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true,
  });
  return () => {
    if (sampling !== session) throw new ERR_INVALID_STATE('This sampling has been stopped');
    sampling = undefined;
    const { profile } = post('HeapProfiler.stopSampling');
    session.disconnect();
    const sites = [];
    const visit = ({ callFrame, selfSize, children }, stack) => {
      const { functionName, url, lineNumber, columnNumber } = callFrame;
      // V8's own functions have no place.
      const [line, column] = url === '' ? [null, null] : [lineNumber + 1, columnNumber + 1];
      const frame = { function: functionName || null, scriptUrl: url || null, line, column };
      if (selfSize > 0) sites.push({ ...frame, selfBytes: selfSize, stack });
      const below = [frame, ...stack];
      for (const child of children) visit(child, below);
    };
    visit(profile.head, []);
    sites.sort((a, b) => b.selfBytes - a.selfBytes);
    return { intervalBytes, sampledBytes: sites.reduce((sum, { selfBytes }) => sum + selfBytes, 0), sites };
  };
}

module.exports = { heapCode, sampleAllocations };
