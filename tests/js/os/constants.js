'use strict';
const assert = require('assert');
const os = require('os');

assert.strictEqual(os.constants.signals.SIGKILL, 9);
assert.strictEqual(os.constants.signals.SIGTERM, 15);
assert.strictEqual(os.constants.errno.ENOENT, 2);
assert.strictEqual(os.constants.priority.PRIORITY_HIGHEST, -20);
assert.strictEqual(os.constants.dlopen.RTLD_LAZY, 1);
assert.strictEqual(os.constants.UV_UDP_REUSEADDR, 4);
const all = require('constants');
assert.strictEqual(all.SIGINT, 2);
assert.strictEqual(all.O_RDONLY, 0);
assert.strictEqual(all.S_IFMT, 0o170000);
assert.strictEqual(Object.isFrozen(all), true);
