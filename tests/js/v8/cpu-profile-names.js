'use strict';

// A profile is JSON whatever functions are called: V8 names a regular expression by its source.
const assert = require('assert');
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'isoscope-profile-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
// Busy in a regular expression with a backslash until it has been seen there.
const code = `
  const text = 'a'.repeat(2000);
  const pattern = /[\\x61-\\x63]+d/;
  while (process.cpuUsage().user < 200000) pattern.test(text);
`;
execFileSync(process.execPath, ['--cpu-prof', '--cpu-prof-interval', '100', '--cpu-prof-name', 'a.cpuprofile', '-e', code], { cwd: folder });
const profile = JSON.parse(fs.readFileSync(path.join(folder, 'a.cpuprofile'), 'utf8'));
assert.deepStrictEqual(Object.keys(profile), ['nodes', 'startTime', 'endTime', 'samples', 'timeDeltas']);
assert.strictEqual(profile.samples.length, profile.timeDeltas.length);
const { callFrame, hitCount } = profile.nodes[0];
assert.deepStrictEqual([callFrame.functionName, callFrame.scriptId, callFrame.lineNumber, typeof hitCount], ['(root)', '0', -1, 'number']);
assert.ok(profile.nodes.some((node) => node.callFrame.functionName.includes('\\x61')));
