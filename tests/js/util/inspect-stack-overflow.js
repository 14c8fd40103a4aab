'use strict';

// A value too deep for the stack gives a shortened text, not an error.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

let deep = {};
for (let i = 0; i < 1e5; i++) deep = { deep };
assert.match(inspect(deep, { depth: Infinity }), /Inspection interrupted prematurely\. Maximum call stack size exceeded\./);
