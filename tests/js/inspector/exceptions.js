'use strict';

// Pauses on uncaught exceptions only when asked; the one that ends the process is told, and the process waits for its debugger.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const source = 'setTimeout(() => { try { throw 1 } catch {} setTimeout(() => { throw new RangeError("ends it") }, 1) }, 1)';
  const { debuggee, client } = await attach(['--inspect-brk=0', '-e', source]);
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  await client.send('Debugger.setPauseOnExceptions', { state: 'uncaught' });
  let pause = client.next('Debugger.paused');
  await client.send('Runtime.runIfWaitingForDebugger');
  assert.strictEqual((await pause).reason, 'Break on start');
  pause = client.next('Debugger.paused');
  const thrown = client.next('Runtime.exceptionThrown');
  const gone = client.next('Runtime.executionContextDestroyed');
  await client.send('Debugger.resume');
  const { reason, data } = await pause;
  assert.strictEqual(reason, 'exception');
  assert.strictEqual(data.className, 'RangeError');
  assert.strictEqual(data.uncaught, true);
  await client.send('Debugger.resume');
  const { exceptionDetails } = await thrown;
  assert.strictEqual(exceptionDetails.text, 'Uncaught');
  assert.match(exceptionDetails.exception.description, /^RangeError: ends it/);
  await gone;
  assert.strictEqual(debuggee.child.exitCode, null);
  await client.close();
  assert.strictEqual((await debuggee.ended).code, 1);
  assert.match(debuggee.stderr, /Waiting for the debugger to disconnect\.\.\./);
})();
