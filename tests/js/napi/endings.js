'use strict';

// The end of an environment: hooks in reverse order, then finalizers of what is alive, then instance data; in the main thread and in workers.

const assert = require('assert');
const { spawnSync } = require('child_process');
const { compile } = require('../common/addon');

const file = JSON.stringify(compile('endings'));

function run(script) {
  const child = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.deepStrictEqual([child.status, child.signal, child.stdout], [0, null, '']);
  return child.stderr.trim().split('\n');
}

const order = ['hook 2', 'async hook', 'hook 1', 'finalizer', 'instance data'];
assert.deepStrictEqual(run(`globalThis.kept = require(${file}).arrange()`), order);
const inWorker = `new (require('worker_threads').Worker)("globalThis.kept = require(" + ${JSON.stringify(file)} + ").arrange()", { eval: true })`;
assert.deepStrictEqual(run(inWorker), order);
