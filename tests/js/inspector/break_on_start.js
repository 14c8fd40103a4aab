'use strict';

// --inspect-brk: nothing runs before the debugger says so; the first pause is at the script's first statement.

const assert = require('assert');
const path = require('path');
const { attach } = require('../common/debuggee');

(async () => {
  const script = path.join(__dirname, 'fixtures/steps.js');
  const { debuggee, client } = await attach(['--inspect-brk=0', script]);
  const parsed = client.next('Debugger.scriptParsed', ({ url }) => url.endsWith('/fixtures/steps.js'));
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  const paused = client.next('Debugger.paused');
  await client.send('Runtime.runIfWaitingForDebugger');
  const { reason, callFrames: [top] } = await paused;
  assert.strictEqual(reason, 'Break on start');
  assert.strictEqual((await parsed).scriptId, top.location.scriptId);
  assert.strictEqual((await parsed).url, `file://${script}`);
  assert.strictEqual(await client.value('typeof outer'), 'undefined');
  await client.send('Debugger.resume');
  while (await client.value('typeof fail') !== 'function');  // The script's last statement: stop() before it would stop nothing.
  await client.value('stop()');
  await client.close();
  assert.deepStrictEqual(await debuggee.ended, { code: 0, signal: null });
  assert.match(debuggee.stderr, /^Debugger attached\.$/m);
})();
