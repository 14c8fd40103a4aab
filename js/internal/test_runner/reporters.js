'use strict';

// Which reporters a run has, and where their text goes.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { getOptionValue } = require('internal/options');

const kBuiltin = { __proto__: null, spec: 'spec', tap: 'tap', dot: 'dot', junit: 'junit', lcov: 'lcov' };

function load(name) {
  if (kBuiltin[name] !== undefined) return require('test/reporters')[name];
  // A module of the user's, by path, URL or package.
  const { createRequire } = require('module');
  const exports = createRequire(`${process.cwd()}/`)(name.startsWith('file:') ? require('internal/url').fileURLToPath(name) : name);
  return exports?.default ?? exports;
}

function destinationOf(name) {
  if (name === 'stdout') return process.stdout;
  if (name === 'stderr') return process.stderr;
  return require('fs').createWriteStream(name);
}

function connect(stream) {
  // A file that another process runs sends what happens in one piece (see runner.js).
  if (process.env.NODE_TEST_CONTEXT === 'child-v8') {
    const { frame } = require('internal/test_runner/channel');
    stream.on('data', (event) => process.stdout.write(frame(event)));
    return;
  }
  let reporters = getOptionValue('--test-reporter');
  const destinations = getOptionValue('--test-reporter-destination');
  if (reporters.length === 0) reporters = ['spec'];
  if (reporters.length === 1 && destinations.length === 0) destinations.push('stdout');
  if (reporters.length !== destinations.length) {
    throw new ERR_INVALID_ARG_VALUE('--test-reporter', reporters, 'must match the number of specified \'--test-reporter-destination\'');
  }
  const { compose } = require('stream');
  reporters.forEach((name, i) => {
    let reporter = load(name);
    if (reporter?.prototype && Object.getOwnPropertyDescriptor(reporter.prototype, 'constructor')) reporter = new reporter();
    const output = compose(stream, reporter);
    const destination = destinationOf(destinations[i]);
    output.on('data', (text) => destination.write(text));
    if (destination !== process.stdout && destination !== process.stderr) output.on('end', () => destination.end());
  });
}

module.exports = { connect };
