'use strict';
const assert = require('assert');

const flags = process.allowedNodeEnvironmentFlags;
assert.ok(flags instanceof Set);
assert.strictEqual(flags, process.allowedNodeEnvironmentFlags);
for (const name of ['--no-warnings', '--trace-warnings', 'trace-warnings', '--trace_warnings', '--stack-trace-limit=5']) {
  assert.strictEqual(flags.has(name), true, name);
}
for (const name of ['--eval', '--nothing', '', 5]) assert.strictEqual(flags.has(name), false, String(name));
const size = flags.size;
flags.add('--mine');
flags.clear();
assert.strictEqual(flags.size, size);
assert.ok([...flags].includes('--trace-warnings'));
