'use strict';

// What starts in another way than with a script, -e or stdin.

const { getOptionValue } = require('internal/options');

function entryOf() {
  if (getOptionValue('--run') !== '') return 'internal/main/run_script';
  if (getOptionValue('--watch') || getOptionValue('--watch-path').length > 0) return 'internal/main/watch_mode';
  if (getOptionValue('--test')) return 'internal/main/test_runner';
  if (getOptionValue('--interactive') && process.argv[1] === undefined) return 'internal/main/repl';
  return undefined;
}

module.exports = { entryOf };
