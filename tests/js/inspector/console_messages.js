'use strict';

// What console prints reaches the debugger, once, with the line that called it, and stdout all the same.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const source = 'setTimeout(function caller() { console.log("text", { a: 1 }); console.error(new Error("e")); }, 1)';
  const { debuggee, client } = await attach(['--inspect-brk=0', '-e', source]);
  const told = [];
  client.on('Runtime.consoleAPICalled', (event) => told.push(event));
  await client.send('Runtime.enable');
  const gone = client.next('Runtime.executionContextDestroyed');
  await client.send('Runtime.runIfWaitingForDebugger');
  await gone;
  assert.deepStrictEqual(told.map(({ type }) => type), ['log', 'error']);
  assert.deepStrictEqual(told[0].args[1].preview.properties, [{ name: 'a', type: 'number', value: '1' }]);
  assert.strictEqual(told[0].stackTrace.callFrames[0].functionName, 'caller');
  await client.close();
  await debuggee.ended;
  assert.match(debuggee.stdout, /^text \{ a: 1 \}\n/);
  assert.match(debuggee.stderr, /Error: e\n/);
})();
