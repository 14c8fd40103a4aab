'use strict';

// How an add-on is found, registered and refused: process.dlopen(), require(), the errors of both.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const { compile, kHeaders } = require('../common/addon');

const kind = (number) => compile('kinds', [`-DKIND=${number}`], `kind ${number} #`);

const returns = kind(0);
assert.deepStrictEqual(require(returns), [10, `${process.version} node`, pathToFileURL(returns).href]);
assert.strictEqual(require(returns), require(returns));
assert.strictEqual(process.versions.napi, '10');
assert.strictEqual(process.config.variables.napi_build_version, '10');

// Twice, without require's cache.
const constructor = kind(1);
for (let i = 0; i < 2; i++) {
  const module = { exports: {} };
  process.dlopen(module, constructor, os.constants.dlopen.RTLD_NOW);
  assert.strictEqual(module.exports.kind, 'constructor');
}
const anonymous = { exports: {} };
process.dlopen(anonymous, returns);
assert.strictEqual(anonymous.exports[2], '');

const none = kind(2);
assert.throws(() => require(none), { code: 'ERR_DLOPEN_FAILED', message: `Module did not self-register: '${none}'.` });
assert.throws(() => require(kind(4)), { name: 'RangeError', code: 'CODE', message: 'in init' });
assert.strictEqual(require(kind(7)), 'lazy');

const missing = path.join(path.dirname(returns), 'missing.node');
assert.throws(() => process.dlopen({ exports: {} }, missing),
  { name: 'Error', code: 'ERR_DLOPEN_FAILED', message: `${missing}: cannot open shared object file: No such file or directory` });
assert.throws(() => require(missing), { code: 'MODULE_NOT_FOUND' });
const junk = path.join(path.dirname(returns), 'junk.node');
fs.writeFileSync(junk, 'junk');
assert.throws(() => require(junk), { code: 'ERR_DLOPEN_FAILED', message: `${junk}: file too short` });

assert.throws(() => process.dlopen({ exports: {} }),
  { name: 'TypeError', code: 'ERR_MISSING_ARGS', message: 'process.dlopen needs at least 2 arguments' });
assert.throws(() => process.dlopen(undefined, returns), { name: 'TypeError', message: 'Cannot convert undefined or null to object' });
assert.throws(() => process.dlopen({}, returns), { name: 'TypeError', message: 'Cannot convert undefined or null to object' });
assert.throws(() => process.dlopen({ exports: {} }, returns, Symbol()),
  { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message: 'flag argument must be an integer.' });
assert.throws(() => process.dlopen({ get exports() { throw new RangeError('mine'); } }, returns), { message: 'mine' });
assert.rejects(import(pathToFileURL(returns)), { code: 'ERR_UNKNOWN_FILE_EXTENSION' });

const { createRequire } = require('module');
assert.strictEqual(createRequire(__filename)(returns), require(returns));

// Every function the headers declare.
const { has } = require(kind(8));
const { js_native_api_symbols: js, node_api_symbols: node } = require(kHeaders).symbols.v10;
assert.ok(js.length + node.length > 140);
assert.deepStrictEqual([...js, ...node].filter((name) => !has(name)), []);
assert.ok(has('uv_async_init') && has('node_api_post_finalizer') && !has('no_such_function'));
