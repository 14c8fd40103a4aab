'use strict';

// chrome-remote-interface: pauses on caught and uncaught exceptions, async stacks and their depth, steps into what runs later, a promise awaited,
// and a client that goes while the program is paused.

const assert = require('assert');
const { attachWithCri, connectWithCri, fixture } = require('../common/cri');

(async () => {
  const { debuggee, client } = await attachWithCri(['--inspect=0', fixture('ticking.js')]);
  const { Debugger, Runtime } = client;
  await Promise.all([Runtime.enable(), Debugger.enable()]);
  const evaluate = (expression, more) => Runtime.evaluate({ expression, returnByValue: true, ...more });
  while ((await evaluate('typeof alive')).result.value !== 'object');
  const paused = (act) => Promise.all([client.next('Debugger.paused'), act()]).then(([event]) => event);
  // What the program sets once it has gone on.
  const comes = async (expression) => {
    for (;;) {
      const { value } = (await evaluate(expression)).result;
      if (value !== undefined) return value;
    }
  };
  const later = (code) => evaluate(`setTimeout(() => { ${code} }, 1); 0`);

  await Debugger.setPauseOnExceptions({ state: 'all' });
  const caught = await paused(() => later('globalThis.went = failCaught()'));
  assert.deepStrictEqual([caught.reason, caught.data.className, caught.data.uncaught], ['exception', 'RangeError', false]);
  await Debugger.resume();
  assert.strictEqual(await comes('globalThis.went'), 'went on');
  await Debugger.setPauseOnExceptions({ state: 'uncaught' });
  await evaluate('process.on("uncaughtException", (error) => { globalThis.uncaught = error.message; }); failCaught()');
  const thrown = client.next('Debugger.paused');
  await later('failCaught(); throw new TypeError("nobody")');
  const uncaught = await thrown;
  assert.deepStrictEqual([uncaught.reason, uncaught.data.className, uncaught.data.uncaught], ['exception', 'TypeError', true]);
  await Debugger.resume();
  assert.strictEqual(await comes('globalThis.uncaught'), 'nobody');
  await Debugger.setPauseOnExceptions({ state: 'none' });

  const failed = await evaluate('Promise.reject(new Error("awaited"))', { awaitPromise: true });
  assert.match(failed.exceptionDetails.exception.description, /^Error: awaited/);
  assert.strictEqual((await evaluate('later()', { awaitPromise: true })).result.value, 3);

  await Debugger.setAsyncCallStackDepth({ maxDepth: 2 });
  const breakpoint = await Debugger.setBreakpointByUrl({ urlRegex: '.*ticking\\.js$', lineNumber: 2 });
  const inner = await paused(() => evaluate('setTimeout(function first() { setTimeout(function second() { later(); }, 1); }, 1); 0'));
  const parents = [];
  for (let stack = inner.asyncStackTrace; stack !== undefined; stack = stack.parent) parents.push(stack.description);
  assert.deepStrictEqual(parents, ['await', 'Timeout']);
  await Debugger.removeBreakpoint({ breakpointId: breakpoint.breakpointId });
  await Debugger.resume();

  // Into a callback that runs later.
  const start = await paused(() => evaluate('setTimeout(() => { debugger; Promise.resolve().then(function target() { return 1; }); }, 1); 0'));
  assert.strictEqual(start.reason, 'other');
  await paused(() => Debugger.stepOver());
  const target = await paused(() => Debugger.stepInto({ breakOnAsyncCall: true }));
  assert.strictEqual(target.callFrames[0].functionName, 'target');

  // Its client goes: the program goes on.
  await client.close();
  const other = await connectWithCri(debuggee);
  const { result } = await other.Runtime.evaluate({ expression: 'new Promise((resolve) => setTimeout(resolve, 1, "runs"))', awaitPromise: true });
  assert.strictEqual(result.value, 'runs');
  await other.close();
  debuggee.child.kill();
})();
