'use strict';

// Tools put functions of their own in front of spawn: they find the variables spelled out, and what they change counts.
const assert = require('assert');
const { ChildProcess, spawn, spawnSync } = require('child_process');

const change = (options) => {
  assert.ok(Array.isArray(options.envPairs) && options.envPairs.some((pair) => pair.startsWith('PATH=')));
  options.envPairs.push('ISOSCOPE_ADDED=1');
};
const code = 'process.stdout.write(String(process.env.ISOSCOPE_ADDED))';
const original = ChildProcess.prototype.spawn;
ChildProcess.prototype.spawn = function(options) {
  change(options);
  return original.call(this, options);
};
let text = '';
spawn(process.execPath, ['-e', code]).stdout.on('data', (data) => { text += data; }).on('end', () => assert.strictEqual(text, '1'));

const binding = process.binding('spawn_sync');
const { spawn: originalSync } = binding;
binding.spawn = function(options) {
  change(options);
  return originalSync.call(this, options);
};
assert.strictEqual(spawnSync(process.execPath, ['-e', code]).stdout.toString(), '1');
