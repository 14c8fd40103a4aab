'use strict';

// An evaluate that never ends, inside a program that never returns to its loop, is stopped by another debugger.

const assert = require('assert');
const { Client, attach } = require('../common/debuggee');

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', '-e', 'globalThis.go = true; setTimeout(function spin() { while (go); }, 10)']);
  const second = await Client.connect(debuggee);
  while (await client.value('typeof go') !== 'boolean');
  const endless = second.ask('Runtime.evaluate', { expression: 'globalThis.inside = true; for (;;);' });
  while (await client.value('globalThis.inside') !== true);
  await client.send('Runtime.terminateExecution');
  assert.strictEqual((await endless).error.message, 'Execution was terminated');
  assert.strictEqual(await client.value('1'), 1);
  debuggee.child.kill();
})();
