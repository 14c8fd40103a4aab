'use strict';

// A debugger that goes while the program is paused lets it go on.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const { debuggee, client } = await attach(['--inspect-brk=0', '-e', 'debugger; console.log("went on")']);
  await client.send('Debugger.enable');
  const paused = client.next('Debugger.paused');
  await client.send('Runtime.runIfWaitingForDebugger');
  await paused;
  client.socket.destroy();
  assert.deepStrictEqual(await debuggee.ended, { code: 0, signal: null });
  assert.strictEqual(debuggee.stdout, 'went on\n');
})();
