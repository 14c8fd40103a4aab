'use strict';

// Every name that Node's modules export, every global, every method of their classes: as exports.json has them, which this file itself
// writes when it is run on Node with WRITE=1.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const kFile = path.join(__dirname, 'fixtures/exports.json');
const kModules = [
  'assert', 'assert/strict', 'async_hooks', 'buffer', 'console', 'constants', 'diagnostics_channel', 'events', 'fs', 'fs/promises', 'module', 'os',
  'path', 'path/posix', 'path/win32', 'perf_hooks', 'process', 'punycode', 'querystring', 'readline', 'readline/promises', 'repl', 'stream',
  'stream/consumers', 'stream/promises', 'string_decoder', 'sys', 'timers', 'timers/promises', 'tty', 'url', 'util', 'util/types', 'v8', 'vm',
  'node:test', 'node:test/reporters',
];
// Of the build and its dependencies, or of one moment.
const kPassing = /^(?:process\.(?:versions|config|env|argv|execArgv|features|release|moduleLoadList)|module\._cache)/;
// Methods that only Node's own code calls.
const kInner =
  /^(?:fs\.Dir\.prototype\.(?:processReadResult|readSyncRecursive)|stream\.(?:Duplex\.prototype\.destroy|Stream\.prototype\.event\w+))$/;
// What we do not have: patterns of URLs, stacks printed on SIGINT (--trace-sigint is refused), AbortSignals that go to other threads.
const kAbsent = /^(?:(?:url|globalThis)\.URLPattern|(?:util|sys)\.(?:setTraceSigInt|transferableAbort))/;
const kLeftOut = new RegExp([kPassing, kInner, kAbsent].map(({ source }) => source).join('|'));

process.removeAllListeners('warning');

function kindOf(object, name) {
  const { get, set, value } = Object.getOwnPropertyDescriptor(object, name);
  if (get !== undefined || set !== undefined) {
    // Lazily loaded values look like what they give.
    const read = object[name];
    return typeof read;
  }
  return typeof value;
}

function describe(prefix, object, out) {
  for (const name of Object.getOwnPropertyNames(object)) {
    const full = `${prefix}.${name}`;
    if (name.startsWith('_') || kLeftOut.test(full)) continue;
    if (typeof object === 'function' && ['length', 'name', 'prototype'].includes(name)) continue;
    out[full] = kindOf(object, name);
    const value = object[name];
    if (typeof value !== 'function' || value.prototype === undefined || value.prototype === null || !/^[A-Z]/.test(name)) continue;
    for (const method of Object.getOwnPropertyNames(value.prototype)) {
      if (method.startsWith('_') || method === 'constructor') continue;
      if (kLeftOut.test(`${full}.prototype.${method}`)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(value.prototype, method);
      out[`${full}.prototype.${method}`] = typeof descriptor.value === 'function' ? 'function' : 'property';
    }
  }
}

const found = {};
for (const id of kModules) describe(id.replace('node:', ''), require(id), found);
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (!kLeftOut.test(`globalThis.${name}`)) found[`globalThis.${name}`] = 'object';
}

if (process.env.WRITE === '1') {
  fs.writeFileSync(kFile, `${JSON.stringify(found, null, 0).replaceAll(',"', ',\n"')}\n`);
  process.exit();
}
const wanted = JSON.parse(fs.readFileSync(kFile, 'utf8'));
const missing = Object.keys(wanted).filter((name) => found[name] === undefined);
assert.deepStrictEqual(missing, []);
const other = Object.keys(wanted).filter((name) => found[name] !== wanted[name]).map((name) => `${name}: ${found[name]}, not ${wanted[name]}`);
assert.deepStrictEqual(other, []);
