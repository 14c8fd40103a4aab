'use strict';

// SIGUSR1 lets debuggers into a program that waits, and into one that spins.

const assert = require('assert');
const { Client, debug } = require('../common/debuggee');

(async () => {
  for (const source of ['console.log("up"); setInterval(() => {}, 1000)', 'console.log("up"); for (globalThis.i = 0;; i++);']) {
    const debuggee = debug(['--inspect-port=0', '-e', source]);
    while (debuggee.stdout === '') await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    process._debugProcess(debuggee.child.pid);
    await debuggee.listening;
    const client = await Client.connect(debuggee);
    assert.strictEqual(await client.value('2 + 2'), 4);
    debuggee.child.kill('SIGKILL');
    await debuggee.ended;
  }
})();
