'use strict';

// chrome-remote-interface: a worker is attached to through NodeWorker before its script, and breaks where it is told to; two clients at once, each
// with its own events.

const assert = require('assert');
const { attachWithCri, connectWithCri, fixture } = require('../common/cri');

(async () => {
  const { debuggee, client } = await attachWithCri(['--inspect=0', fixture('ticking.js')]);
  const other = await connectWithCri(debuggee);
  const { NodeWorker, Runtime } = client;
  await Runtime.enable();
  await NodeWorker.enable({ waitForDebuggerOnStart: true });
  const attached = client.next('NodeWorker.attachedToWorker');
  await Runtime.evaluate({
    expression: `globalThis.exited = undefined; globalThis.worker = new (process.getBuiltinModule('worker_threads').Worker)(
      'globalThis.n = 1;\\nglobalThis.n = 2;\\nrequire("worker_threads").parentPort.on("message", () => process.exit(n));', { eval: true });
      worker.on('exit', (code) => { globalThis.exited = code; }); 0`,
  });
  const { sessionId, waitingForDebugger, workerInfo } = await attached;
  assert.strictEqual(waitingForDebugger, true);
  assert.strictEqual(workerInfo.type, 'worker');
  let last = 0;
  const messages = [];
  client.on('NodeWorker.receivedMessageFromWorker', (params) => {
    assert.strictEqual(params.sessionId, sessionId);
    messages.push(JSON.parse(params.message));
  });
  const seen = async (matches) => {
    for (;;) {
      const found = messages.find(matches);
      if (found !== undefined) return found;
      await client.next('NodeWorker.receivedMessageFromWorker');
    }
  };
  const ask = async (method, params) => {
    const id = ++last;
    await NodeWorker.sendMessageToWorker({ sessionId, message: JSON.stringify({ id, method, params }) });
    return (await seen((message) => message.id === id)).result;
  };
  await ask('Debugger.enable');
  await ask('Debugger.setBreakpointByUrl', { urlRegex: '.*worker eval.*', lineNumber: 1, condition: 'globalThis.n === 1' });
  await ask('Runtime.runIfWaitingForDebugger');
  const { params: paused } = await seen(({ method }) => method === 'Debugger.paused');
  const { result } = await ask('Debugger.evaluateOnCallFrame', { callFrameId: paused.callFrames[0].callFrameId, expression: 'n' });
  assert.strictEqual(result.value, 1);
  // The parent runs on, for both.
  assert.strictEqual((await other.Runtime.evaluate({ expression: '6 * 7' })).result.value, 42);
  const detached = client.next('NodeWorker.detachedFromWorker');
  await ask('Debugger.resume');
  await Runtime.evaluate({ expression: 'worker.postMessage(0)' });
  assert.strictEqual((await detached).sessionId, sessionId);
  const ended = await Runtime.evaluate({
    expression: 'new Promise((resolve) => (exited !== undefined ? resolve(exited) : worker.on("exit", resolve)))', awaitPromise: true,
  });
  assert.strictEqual(ended.result.value, 2);
  assert.deepStrictEqual(other.events.filter(({ method }) => !method.startsWith('Runtime.')), []);
  await Promise.all([client.close(), other.close()]);
  debuggee.child.kill();
})();
