'use strict';

require('../common');
const assert = require('assert');
const path = require('path');

const invalid = { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' };
for (const flavour of [path.posix, path.win32]) {
  for (const value of [undefined, null, 1, true, {}, Symbol('s')]) {
    for (const name of ['join', 'resolve', 'normalize', 'isAbsolute', 'dirname', 'basename', 'extname', 'parse', 'format']) {
      if (value !== undefined && typeof value === 'object' && value !== null && name === 'format') continue;
      assert.throws(() => flavour[name](value), invalid, name);
    }
    assert.throws(() => flavour.relative('a', value), invalid);
  }
}
assert.throws(() => path.resolve('a', 1), { message: 'The "paths[1]" argument must be of type string. Received type number (1)' });
assert.throws(() => path.basename('a', 1), { message: 'The "suffix" argument must be of type string. Received type number (1)' });
