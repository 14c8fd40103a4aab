'use strict';

// A program that never returns to its loop can be asked, paused and stopped; a second debugger works beside the first.

const assert = require('assert');
const { Client, attach } = require('../common/debuggee');

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', '-e', 'globalThis.go = true; setTimeout(function spin() { while (go); }, 10)']);
  const second = await Client.connect(debuggee);
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  while (await client.value('typeof go') !== 'boolean');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.strictEqual(await client.value('40 + 2'), 42);
  assert.strictEqual(await second.value('6 * 7'), 42);
  const paused = client.next('Debugger.paused');
  await client.send('Debugger.pause');
  assert.strictEqual((await paused).callFrames[0].functionName, 'spin');
  assert.strictEqual(await second.value('go'), true);
  await client.send('Debugger.resume');
  await second.close();
  assert.strictEqual(await client.value('1'), 1);
  debuggee.child.kill();
})();
