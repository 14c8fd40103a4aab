'use strict';
// Add-ons that cannot run are refused with one error, where Node runs them (V8's C++ classes) or crashes (a version that does not exist yet).
require('../common');
const assert = require('assert');
const { compile } = require('../common/addon');

const future = compile('kinds', ['-DKIND=3'], 'future');
assert.throws(() => require(future),
  { message: `${future} requires Node-API version 99, but this version of Node.js only supports version 10 add-ons.` });

for (const kind of [5, 6]) {
  const file = compile('kinds', [`-DKIND=${kind}`], `kind${kind}`);
  assert.throws(() => process.dlopen({ exports: {} }, file), {
    code: 'ERR_DLOPEN_FAILED',
    message: `'${file}' is an add-on against the C++ interface of Node.js and V8: only Node-API add-ons can be loaded.`,
  });
}
