'use strict';

// NODE_V8_COVERAGE: which code has run, as V8 counts it, into a file of that folder at the end or when v8.takeCoverage() asks for it.

let session;
let directory;
let sequence = 0;

function start(folder) {
  const path = require('path');
  directory = path.resolve(folder);
  process.env.NODE_V8_COVERAGE = directory;  // Children may run elsewhere.
  const { Session } = require('inspector');
  session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  require('internal/process/exit').atEnd(takeCoverage);
}

function takeCoverage() {
  if (session === undefined) return;
  session.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error) return;
    const fs = require('fs');
    const path = require('path');
    const result = coverage.result.filter(({ url }) => url.startsWith('file:') || url[0] === '/').map((script) => {
      return script.url[0] === '/' ? { ...script, url: require('internal/url').pathToFileURL(script.url).href } : script;
    });
    const name = `coverage-${process.pid}-${Date.now()}-${sequence++}.json`;
    try {
      fs.mkdirSync(directory, { recursive: true });
      fs.writeFileSync(path.join(directory, name), JSON.stringify({ result, timestamp: coverage.timestamp }));
    } catch (problem) {
      process._rawDebug(`${process.argv0}: coverage could not be written: ${problem.message}`);
    }
  });
}

function stopCoverage() {
  if (session === undefined) return;
  session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  session = undefined;
}

module.exports = { start, stopCoverage, takeCoverage };
