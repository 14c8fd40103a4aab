'use strict';

// Workers through NodeWorker: they wait, are debugged through nested messages, and say when they end.

const assert = require('assert');
const { attach } = require('../common/debuggee');

(async () => {
  const source = `new (require('worker_threads').Worker)('globalThis.here = 5; debugger; process.exitCode = here', { eval: true, name: 'one' })
    .on('exit', (code) => console.log('exit', code))`;
  const { debuggee, client } = await attach(['--inspect-wait=0', '-e', source]);
  await client.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
  const attached = client.next('NodeWorker.attachedToWorker');
  await client.send('Runtime.runIfWaitingForDebugger');
  const { sessionId, workerInfo, waitingForDebugger } = await attached;
  assert.strictEqual(waitingForDebugger, true);
  assert.strictEqual(workerInfo.type, 'worker');
  assert.match(workerInfo.title, /^\[worker \d+\] one$/);
  const fromWorker = (wanted) => client.next('NodeWorker.receivedMessageFromWorker', ({ message }) => {
    const parsed = JSON.parse(message);
    return parsed.id === wanted || parsed.method === wanted;
  }).then(({ message }) => JSON.parse(message));
  let id = 0;
  const ask = (method, params) => {
    const answer = fromWorker(++id);
    client.ask('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params }) });
    return answer;
  };
  await ask('Debugger.enable');
  const paused = fromWorker('Debugger.paused');
  await ask('Runtime.runIfWaitingForDebugger');
  await paused;
  assert.strictEqual((await ask('Runtime.evaluate', { expression: 'here' })).result.result.value, 5);
  const detached = client.next('NodeWorker.detachedFromWorker');
  await ask('Debugger.resume');
  assert.deepStrictEqual(await detached, { sessionId });
  await client.close();
  await debuggee.ended;
  assert.strictEqual(debuggee.stdout, 'exit 5\n');
})();
