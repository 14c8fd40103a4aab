'use strict';

// Null where something is needed is refused with a status, and never crashes.

const assert = require('assert');
const { addon } = require('../common/addon');

assert.strictEqual(addon('wrong_arguments').refused(), 0);
