'use strict';

// What a debugger waits for: the round trip of one evaluate, with the domains on that a debugger has on. The program is one of the same host.

const { Client, debug } = require('../tests/js/common/debuggee');
const { measure } = require('./common');

(async () => {
  const debuggee = debug(['--inspect=0', '-e', 'setInterval(() => {}, 1000)']);
  await debuggee.listening;
  const client = await Client.connect(debuggee);
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  await measure('Runtime.evaluate', 5, async (ops) => {
    for (let i = 0; i < ops; i++) await client.value('1 + 1');
  });
  debuggee.child.kill();
})();
