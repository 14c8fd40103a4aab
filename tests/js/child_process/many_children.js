'use strict';

// Many children at once: each ends, none stays behind as a zombie, no descriptor is lost.
const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const { mustCall } = require('../common');

const openFds = () => fs.readdirSync('/proc/self/fd').length;
const kChildren = 200;
let left = kChildren;
let before;

function run() {
  for (let i = 0; i < kChildren; i++) {
    let text = '';
    const child = spawn('echo', [`${i}`], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk) => { text += chunk; });
    child.on('close', mustCall((code) => {
      assert.deepStrictEqual([code, text], [0, `${i}\n`]);
      assert.throws(() => process.kill(child.pid, 0), { code: 'ESRCH' });
      if (--left === 0) setImmediate(() => assert.ok(openFds() <= before + 2));
    }));
  }
}
spawn('true').on('close', mustCall(() => {
  before = openFds();
  run();
}));
