'use strict';

// Where trace events go: the file's pattern, process.exit(), NODE_OPTIONS, the default categories, no file without categories.

const assert = require('assert');
const { tmpdir } = require('../common');
const { runTraced } = require('../common/trace');

{
  const folder = tmpdir();
  const args = ['--trace-event-categories', 'v8', '--trace-event-file-pattern', '${pid}-${rotation}-a.log', '-p', 'process.pid'];
  const { files, child } = runTraced(args, folder);
  assert.deepStrictEqual(files, [`${child.stdout.trim()}-1-a.log`]);
}
{
  const { files, events } = runTraced(['--trace-events-enabled', '-e', 'setTimeout(() => process.exit(0), 1)'], tmpdir());
  assert.deepStrictEqual(files, ['node_trace.1.log']);
  for (const category of ['v8', 'node.bootstrap', 'node.async_hooks']) {
    assert.ok(events.some(({ cat }) => cat.split(',').includes(category)), category);
  }
}
{
  const { events } = runTraced(['-e', 'require("fs").statSync(".")'], tmpdir(), { env: { NODE_OPTIONS: '--trace-event-categories=node.fs.sync' } });
  assert.ok(events.some(({ name }) => name === 'fs.sync.stat'));
}
assert.deepStrictEqual(runTraced(['-e', '1'], tmpdir()).files, []);
