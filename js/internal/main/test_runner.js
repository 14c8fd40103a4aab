'use strict';

// isoscope --test [files and patterns]

const { getOptionValue } = require('internal/options');
const { toPattern } = require('internal/test_runner/utils');

function fail(text) {
  internalBinding('process_methods').writeSync(2, `${process.argv0}: ${text}\n`);
  process.exit(9);
}

function readShard() {
  const text = getOptionValue('--test-shard');
  if (text === '') return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  if (match === null) fail(`--test-shard must be in the form of <index>/<total>, not '${text}'`);
  return { index: Number(match[1]), total: Number(match[2]) };
}

function run() {
  require('internal/modules/run_main').preloadCommonJS();
  const timeout = getOptionValue('--test-timeout');
  const concurrency = getOptionValue('--test-concurrency');
  const isolation = getOptionValue('--test-isolation');
  const { run: runFiles } = require('internal/test_runner/runner');
  const stream = runFiles({
    concurrency: isolation === 'none' ? 1 : concurrency > 0 ? concurrency : true,
    globPatterns: process.argv.slice(1),
    isolation,
    only: getOptionValue('--test-only'),
    shard: readShard(),
    testNamePatterns: getOptionValue('--test-name-pattern').map(toPattern),
    testSkipPatterns: getOptionValue('--test-skip-pattern').map(toPattern),
    timeout: timeout > 0 ? timeout : undefined,
    coverage: getOptionValue('--experimental-test-coverage'),
    coverageIncludeGlobs: getOptionValue('--test-coverage-include'),
    coverageExcludeGlobs: getOptionValue('--test-coverage-exclude'),
    lineCoverage: getOptionValue('--test-coverage-lines'),
    branchCoverage: getOptionValue('--test-coverage-branches'),
    functionCoverage: getOptionValue('--test-coverage-functions'),
  });
  require('internal/test_runner/reporters').connect(stream);
}

module.exports = { run };
