'use strict';

// Runs a child that traces, and gives what it wrote.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

// { events, child, files }: metadata apart. The child's folder is `folder`.
function runTraced(args, folder, { env } = {}) {
  const child = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });
  assert.strictEqual(child.status, 0, child.stderr);
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.log')).sort();
  const all = files.flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).traceEvents);
  for (const { pid, tid, ts, ph, cat, name, args: details } of all) {
    assert.deepStrictEqual(
      [typeof pid, typeof tid, typeof ts, typeof ph, typeof cat, typeof name, typeof details],
      ['number', 'number', 'number', 'string', 'string', 'string', 'object'],
    );
  }
  return { child, files, metadata: all.filter(({ cat }) => cat === '__metadata'), events: all.filter(({ cat }) => cat !== '__metadata') };
}

module.exports = { runTraced };
