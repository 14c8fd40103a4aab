import '../common/index.js';
import assert from 'node:assert';
import fs, { readFileSync, existsSync } from 'node:fs';
import * as path from 'path';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import * as processNamespace from 'node:process';

const require = createRequire(import.meta.url);
assert.strictEqual(fs, require('fs'));
assert.strictEqual(readFileSync, fs.readFileSync);
assert.strictEqual(path.default, require('path'));
assert.strictEqual(path.join, require('path').join);
assert.strictEqual(processNamespace.default, process);

// Bindings follow what is put on the exports after a call of syncBuiltinESMExports.
const original = fs.existsSync;
fs.existsSync = () => 'patched';
assert.strictEqual(existsSync, original);
syncBuiltinESMExports();
assert.strictEqual(existsSync(), 'patched');
fs.existsSync = original;
syncBuiltinESMExports();
assert.strictEqual(existsSync, original);

await assert.rejects(import('node:nothing'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE', message: 'No such built-in module: node:nothing' });
await assert.rejects(import('internal/errors'), { code: 'ERR_MODULE_NOT_FOUND' });
