'use strict';

// isoscope on a terminal without a script, and isoscope -i.

const { getOptionValue } = require('internal/options');
const { preloadCommonJS } = require('internal/modules/run_main');

function run() {
  preloadCommonJS();
  const repl = require('repl');
  process.stdout.write(`Welcome to Isoscope ${process.versions.isoscope} (Node.js ${process.version}).\nType ".help" for more information.\n`);
  const mode = (process.env.NODE_REPL_MODE ?? '').toLowerCase().trim();
  const server = repl.start({
    breakEvalOnSigint: true,
    ignoreUndefined: false,
    prompt: '> ',
    replMode: mode === 'strict' ? repl.REPL_MODE_STRICT : repl.REPL_MODE_SLOPPY,
    useGlobal: true,
  });
  server.on('exit', () => process.exit());
  if (server.terminal) server.setupHistory();
  const source = getOptionValue('--eval');
  if (source !== undefined) server.runInput(source);
}

module.exports = { run };
