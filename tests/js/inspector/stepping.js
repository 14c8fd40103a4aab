'use strict';

// Breakpoints (plain, conditional, logpoints), stepping in, over and out, scopes, setting a variable, restarting a frame.

const assert = require('assert');
const path = require('path');
const { attach } = require('../common/debuggee');

(async () => {
  const script = path.join(__dirname, 'fixtures/steps.js');
  const { debuggee, client } = await attach(['--inspect=0', script]);
  await client.send('Runtime.enable');
  await client.send('Debugger.enable');
  while (await client.value('typeof outer') !== 'function');
  const paused = () => client.next('Debugger.paused');
  const place = ({ callFrames: [top] }) => `${top.functionName}:${top.location.lineNumber}`;

  let { breakpointId } = await client.send('Debugger.setBreakpointByUrl', { lineNumber: 6, url: `file://${script}` });
  let pause = paused();
  const called = client.send('Runtime.evaluate', { expression: 'outer(1)' });
  let state = await pause;
  assert.strictEqual(place(state), 'outer:6');
  assert.deepStrictEqual(state.hitBreakpoints, [breakpointId]);
  for (const [step, where] of [['stepInto', 'inner:2'], ['stepOver', 'inner:3'], ['stepOut', 'outer:7']]) {
    pause = paused();
    await client.send(`Debugger.${step}`);
    state = await pause;
    if (step === 'stepOver' && where === 'inner:3') {
      const local = state.callFrames[0].scopeChain[0];
      const { result } = await client.send('Runtime.getProperties', { objectId: local.object.objectId });
      assert.deepStrictEqual(result.map(({ name, value }) => [name, value.value]).sort(), [['a', 1], ['b', 2]]);
      const { callFrameId } = state.callFrames[0];
      await client.send('Debugger.setVariableValue', { scopeNumber: 0, variableName: 'b', newValue: { value: 50 }, callFrameId });
      const { result: sum } = await client.send('Debugger.evaluateOnCallFrame', { callFrameId, expression: 'a + b' });
      assert.strictEqual(sum.value, 51);
    }
    assert.strictEqual(place(state), where, step);
  }
  await client.send('Debugger.resume');
  assert.strictEqual((await called).result.value, 5);

  await client.send('Debugger.removeBreakpoint', { breakpointId });
  ({ breakpointId } = await client.send('Debugger.setBreakpointByUrl', { lineNumber: 2, urlRegex: '.*steps\\.js$', condition: 'a === 7' }));
  assert.strictEqual(await client.value('outer(3)'), 11);
  pause = paused();
  const conditional = client.send('Runtime.evaluate', { expression: 'outer(7)' });
  state = await pause;
  assert.strictEqual(place(state), 'inner:2');
  pause = paused();
  await client.send('Debugger.restartFrame', { callFrameId: state.callFrames[0].callFrameId, mode: 'StepInto' });
  assert.strictEqual(place(await pause), 'inner:2');
  await client.send('Debugger.resume');
  assert.strictEqual((await conditional).result.value, 23);

  await client.send('Debugger.removeBreakpoint', { breakpointId });
  await client.send('Debugger.setBreakpointByUrl', { lineNumber: 2, urlRegex: '.*steps\\.js$', condition: 'console.log("logged", a), false' });
  const logged = client.next('Runtime.consoleAPICalled');
  assert.strictEqual(await client.value('outer(2)'), 8);
  assert.deepStrictEqual((await logged).args.map(({ value }) => value), ['logged', 2]);
  debuggee.child.kill();
})();
