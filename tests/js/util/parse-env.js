'use strict';

require('../common');
const assert = require('assert');
const { parseEnv } = require('util');

const text = `# a comment
PLAIN = value # trailing
export EXPORTED=1
SINGLE='a # b\\n'
DOUBLE="two\\nlines"
MULTI="first
second"
EMPTY=
not a line
`;
assert.deepStrictEqual({ ...parseEnv(text) }, {
  DOUBLE: 'two\nlines',
  EMPTY: '',
  EXPORTED: '1',
  MULTI: 'first\nsecond',
  PLAIN: 'value',
  SINGLE: 'a # b\\n',
});
assert.throws(() => parseEnv(1), { code: 'ERR_INVALID_ARG_TYPE' });
