'use strict';

require('../common');
const assert = require('assert');
const { parseArgs } = require('util');

const options = {
  verbose: { type: 'boolean', short: 'v' },
  file: { type: 'string', short: 'f' },
  tag: { type: 'string', multiple: true },
  level: { type: 'string', default: '3' },
};
const parsed = parseArgs({ args: ['-vf', 'x', '--tag=a', '--tag', 'b', 'pos', '--', '--not'], options, allowPositionals: true });
assert.deepStrictEqual({ ...parsed.values }, { verbose: true, file: 'x', tag: ['a', 'b'], level: '3' });
assert.deepStrictEqual(parsed.positionals, ['pos', '--not']);

assert.deepStrictEqual(parseArgs({ args: ['--no-verbose'], options, allowNegative: true }).values.verbose, false);
const { tokens } = parseArgs({ args: ['-fval', 'p'], options, strict: false, tokens: true });
assert.deepStrictEqual(tokens, [
  { kind: 'option', name: 'file', rawName: '-f', index: 0, value: 'val', inlineValue: true },
  { kind: 'positional', index: 1, value: 'p' },
]);

const fails = (args, code, message) => assert.throws(() => parseArgs({ args, options }), { code, message });
fails(['pos'], 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', "Unexpected argument 'pos'. This command does not take positional arguments");
fails(['--what'], 'ERR_PARSE_ARGS_UNKNOWN_OPTION', "Unknown option '--what'");
fails(['--file'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', "Option '-f, --file <value>' argument missing");
fails(['--verbose=1'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', "Option '-v, --verbose' does not take an argument");
fails(['-f', '-v'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', /argument is ambiguous\./);
assert.throws(() => parseArgs({ args: [], options: { a: { type: 'x' } } }), { code: 'ERR_INVALID_ARG_TYPE' });
