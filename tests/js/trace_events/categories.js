'use strict';

// --trace-event-categories: each category tells of its own, with Node's names, and of nothing else.

const assert = require('assert');
const { tmpdir } = require('../common');
const { runTraced } = require('../common/trace');

const folder = tmpdir();
const code = `
  const fs = require('fs');
  fs.writeFileSync('file', 'text');
  fs.accessSync('file');
  fs.stat('file', () => {});
  console.count('n');
  console.time('t');
  console.timeEnd('t');
  require('vm').runInNewContext('1');
  require('zlib').gzip('x', () => {});
  Promise.reject(new Error('late')).catch(() => {});
  setTimeout(() => {}, 1);
`;
const categories = [
  'node.bootstrap', 'node.console', 'node.environment', 'node.fs.async', 'node.fs.sync', 'node.threadpoolwork.async', 'node.vm.script',
];
const { events, metadata } = runTraced(['--trace-event-categories', categories.join(), '-e', code], folder);
const isOf = ({ cat }, category) => cat.split(',').includes(category);
const found = (category, name) => events.filter((event) => event.name === name && isOf(event, category)).map(({ ph }) => ph).join('');

assert.match(found('node.fs.sync', 'fs.sync.open'), /^(BE)+$/);
assert.match(found('node.fs.sync', 'fs.sync.access'), /^(BE)+$/);
assert.strictEqual(found('node.fs.async', 'stat'), 'be');
assert.strictEqual(found('node.console', 'count::n'), 'C');
assert.strictEqual(found('node.console', 'time::t'), 'be');
assert.match(found('node.vm.script', 'RunInContext'), /^X+$/);
assert.match(found('node.vm.script', 'ContextifyScript::New'), /^(BE)+$/);
assert.match(found('node.threadpoolwork.async', 'zlib'), /^b+e+/);
for (const name of ['environment', 'nodeStart', 'v8Start', 'loopStart', 'loopExit', 'bootstrapComplete']) {
  assert.strictEqual(found('node.bootstrap', name), 'I', name);
}
assert.strictEqual(found('node.environment', 'Environment'), 'be');
for (const name of ['RunTimers', 'BeforeExit', 'RunCleanup', 'AtExit']) assert.match(found('node.environment', name), /^X+$/, name);
for (const { cat } of events) assert.ok(cat.split(',').some((name) => categories.includes(name)), cat);
const node = metadata.find(({ name }) => name === 'node');
assert.strictEqual(node.args.process.versions.v8, process.versions.v8);
assert.ok(metadata.some(({ name, args }) => name === 'thread_name' && args.name === 'JavaScriptMainThread'));
assert.ok(metadata.some(({ name }) => name === 'process_name'));
assert.ok(metadata.some(({ name, args }) => name === 'version' && args.node === process.versions.node));
