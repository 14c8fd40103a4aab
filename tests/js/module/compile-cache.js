'use strict';

// module.enableCompileCache() keeps compiled code in a folder; a second start uses it.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compile-cache-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.writeFileSync(path.join(folder, 'lib.js'), 'module.exports = function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); };');
fs.writeFileSync(path.join(folder, 'main.js'), `
  const { constants: { compileCacheStatus }, enableCompileCache, getCompileCacheDir } = require('module');
  const { status, directory } = enableCompileCache(${JSON.stringify(path.join(folder, 'cache'))});
  console.log(status === compileCacheStatus.ENABLED, getCompileCacheDir().startsWith(directory), require('./lib.js')(10));
  console.log(enableCompileCache().status === compileCacheStatus.ALREADY_ENABLED);
`);
for (let i = 0; i < 2; i++) {
  const { stdout, status } = spawnSync(process.execPath, [path.join(folder, 'main.js')], { encoding: 'utf8' });
  assert.strictEqual(status, 0);
  assert.strictEqual(stdout, 'true true 55\ntrue\n');
  const [inner] = fs.readdirSync(path.join(folder, 'cache'));
  assert.strictEqual(fs.readdirSync(path.join(folder, 'cache', inner)).length, 1);
}
