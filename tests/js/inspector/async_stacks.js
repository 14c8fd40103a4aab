'use strict';

// Stack traces reach back across timers, immediates, ticks and promises.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const source = `
    function byTimer() { setTimeout(function cb() { debugger; }, 1); }
    function byImmediate() { setImmediate(function cb() { debugger; }); }
    function byTick() { process.nextTick(function cb() { debugger; }); }
    async function byAwait() { await undefined; debugger; }`;
  const { debuggee, client } = await attach(['--inspect=0', '-e', `${source}; Object.assign(globalThis, { byTimer, byImmediate, byTick, byAwait });
    setInterval(() => {}, 1000)`]);
  await client.send('Debugger.enable');
  await client.send('Debugger.setAsyncCallStackDepth', { maxDepth: 4 });
  while (await client.value('typeof byAwait') !== 'function');
  for (const [name, description] of [['byTimer', 'Timeout'], ['byImmediate', 'Immediate'], ['byTick', 'TickObject'], ['byAwait', 'await']]) {
    const paused = client.next('Debugger.paused');
    client.ask('Runtime.evaluate', { expression: `${name}()` });
    const { callFrames, asyncStackTrace } = await paused;
    assert.strictEqual(asyncStackTrace.description, description);
    assert.ok([...callFrames, ...asyncStackTrace.callFrames].some(({ functionName }) => functionName === name), name);
    await client.send('Debugger.resume');
  }
  debuggee.child.kill();
})();
