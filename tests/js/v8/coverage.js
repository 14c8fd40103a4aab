'use strict';

// NODE_V8_COVERAGE writes what has run; v8.takeCoverage() writes at once.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coverage-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const script = path.join(folder, 'a.js');
fs.writeFileSync(script, 'function used() {}\nfunction unused() {}\nused(); used();\nrequire("v8").takeCoverage();\n');
const env = { ...process.env, NODE_V8_COVERAGE: path.join(folder, 'out') };
const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', env });
assert.strictEqual(stderr, '');
assert.strictEqual(status, 0);
const files = fs.readdirSync(path.join(folder, 'out')).filter((name) => name.startsWith('coverage-')).sort();
assert.strictEqual(files.length, 2);
const all = files.flatMap((name) => JSON.parse(fs.readFileSync(path.join(folder, 'out', name), 'utf8')).result);
const own = all.filter(({ url }) => url === pathToFileURL(script).href);
const used = own.flatMap(({ functions }) => functions).find(({ functionName, ranges }) => functionName === 'used' && ranges[0].count > 0);
assert.strictEqual(used.ranges[0].count, 2);
