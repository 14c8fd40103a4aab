'use strict';

// A trace file that cannot be written is told of once, and the program runs on. (Node 24 then hangs at its end.)

const assert = require('assert');
const { spawnSync } = require('child_process');
const path = require('path');
const { tmpdir } = require('../common');

const pattern = path.join(tmpdir(), 'absent', 'x.log');
const args = ['--trace-event-categories', 'v8', '--trace-event-file-pattern', pattern, '-p', '1 + 1'];
const child = spawnSync(process.execPath, args, { encoding: 'utf8' });
assert.strictEqual(child.stdout, '2\n');
assert.match(child.stderr, /^Could not open trace file .*absent.x\.log: no such file or directory\n$/i);
