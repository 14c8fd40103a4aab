'use strict';

// chrome-remote-interface: break on the first line, breakpoints by URL, pattern and condition, logpoints, stepping, scopes, values set and asked
// in a frame, a frame restarted.

const assert = require('assert');
const { pathToFileURL } = require('url');
const { attachWithCri, fixture } = require('../common/cri');

(async () => {
  const file = fixture('ticking.js');
  const url = pathToFileURL(file).href;
  const { debuggee, client } = await attachWithCri(['--inspect-brk=0', file]);
  const { Debugger, Runtime } = client;
  await Promise.all([Runtime.enable(), Debugger.enable()]);
  const paused = (act) => Promise.all([client.next('Debugger.paused'), act()]).then(([event]) => event);
  const top = ({ callFrames: [{ functionName, location }] }) => [functionName, location.lineNumber];

  const first = await paused(() => Runtime.runIfWaitingForDebugger());
  assert.strictEqual(first.reason, 'Break on start');
  const { scriptId, lineNumber } = first.callFrames[0].location;
  assert.strictEqual(lineNumber, 15);
  const parsed = client.events.find(({ method, params }) => method === 'Debugger.scriptParsed' && params.scriptId === scriptId);
  assert.strictEqual(parsed.params.url, url);
  const { locations } = await Debugger.getPossibleBreakpoints({ start: { scriptId, lineNumber: 5 }, end: { scriptId, lineNumber: 10 } });
  assert.deepStrictEqual([...new Set(locations.map(({ lineNumber }) => lineNumber))], [6, 7, 8, 9]);

  const byUrl = await Debugger.setBreakpointByUrl({ url, lineNumber: 2 });
  assert.strictEqual(byUrl.locations.length, 1);
  await Debugger.resume();
  // The script may not have come to its end yet.
  while ((await Runtime.evaluate({ expression: 'typeof run' })).result.value !== 'function');
  const inInner = await paused(() => Runtime.evaluate({ expression: 'setTimeout(run, 1, 10)' }));
  assert.deepStrictEqual(inInner.hitBreakpoints, [byUrl.breakpointId]);
  assert.deepStrictEqual(inInner.callFrames.slice(0, 2).map(({ functionName }) => functionName), ['inner', 'outer']);
  const [frame, caller] = inInner.callFrames;
  assert.deepStrictEqual(frame.scopeChain.map(({ type }) => type).slice(0, 2), ['local', 'closure']);
  const { result: locals } = await Runtime.getProperties({ objectId: frame.scopeChain[0].object.objectId, ownProperties: true });
  assert.deepStrictEqual(locals.map(({ name, value }) => [name, value?.value]), [['a', 10], ['b', 1], ['sum', undefined]]);
  const asked = await Debugger.evaluateOnCallFrame({ callFrameId: frame.callFrameId, expression: 'a * 2 + b' });
  assert.strictEqual(asked.result.value, 21);
  await Debugger.setVariableValue({ callFrameId: frame.callFrameId, scopeNumber: 0, variableName: 'a', newValue: { value: 100 } });
  await Debugger.evaluateOnCallFrame({ callFrameId: caller.callFrameId, expression: 'n = 7' });
  assert.deepStrictEqual(top(await paused(() => Debugger.stepOver())), ['inner', 3]);
  assert.deepStrictEqual(top(await paused(() => Debugger.stepOut())), ['outer', 8]);
  await Debugger.removeBreakpoint({ breakpointId: byUrl.breakpointId });
  const into = await paused(() => Debugger.stepInto());
  assert.deepStrictEqual(top(into), ['inner', 2]);
  const again = await paused(() => Debugger.restartFrame({ callFrameId: into.callFrames[0].callFrameId, mode: 'StepInto' }));
  assert.deepStrictEqual(top(again), ['inner', 2]);
  await Debugger.resume();
  // Once what was paused has come to its end.
  const value = async (expression) => {
    await Runtime.evaluate({ expression: 'new Promise((resolve) => setTimeout(resolve, 1))', awaitPromise: true });
    return (await Runtime.evaluate({ expression, returnByValue: true })).result.value;
  };
  assert.deepStrictEqual(await value('results'), [103]);

  // Pauses for one value only, and never where it only logs.
  await Debugger.setBreakpointByUrl({ urlRegex: '.*ticking\\.js$', lineNumber: 9, condition: 'n === 3' });
  await Debugger.setBreakpointByUrl({ url, lineNumber: 3, condition: 'console.log("sum is", sum), false' });
  const third = await paused(() => Runtime.evaluate({ expression: 'setTimeout(() => { run(1); run(2); run(3); run(4); }, 1)' }));
  assert.strictEqual((await Debugger.evaluateOnCallFrame({ callFrameId: third.callFrames[0].callFrameId, expression: 'n' })).result.value, 3);
  await Debugger.resume();
  assert.deepStrictEqual(await value('results'), [103, 4, 5, 6, 7]);
  const logged = client.events.filter(({ method }) => method === 'Runtime.consoleAPICalled').map(({ params }) => params.args.map((arg) => arg.value));
  assert.deepStrictEqual(logged, [2, 4, 3, 5, 4, 6, 5, 7].map((sum) => ['sum is', sum]));
  await client.close();
  debuggee.child.kill();
})();
