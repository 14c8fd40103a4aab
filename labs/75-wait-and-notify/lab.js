'use strict';

// Threads that wait for a number in shared memory: what wakes them, and who may wait.

const scope = require('isoscope');
const { Worker } = require('worker_threads');

const { refute } = scope.parameters({ refute: false });

const cells = new Int32Array(new SharedArrayBuffer(16));
const turns = async (count) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

const source = `
  const { parentPort, workerData: cells } = require('worker_threads');
  parentPort.postMessage(Atomics.wait(cells, 1, 0));
`;

(async () => {
  // waitAsync waits on this thread without blocking it, so that there is no doubt whether it waits already.
  let settled = null;
  const { async: isAsync, value } = Atomics.waitAsync(cells, 0, 0);
  value.then((result) => { settled = result; });
  Atomics.store(cells, 0, 1);
  if (refute) Atomics.notify(cells, 0);
  await turns(20);
  const afterStore = settled;
  const woken = Atomics.notify(cells, 0);
  const result = await value;
  console.log(`waiting for cell 0 to differ from 0: after a store ${afterStore ?? 'still waiting'}, after notify (${woken} woken) ${result}`);
  scope.expect('waitAsync waits, and does not block', isAsync === true);
  scope.expect('a change of the value wakes nobody', afterStore === null, { afterStore });
  scope.expect('notify does, and tells how many', woken === 1 && result === 'ok', { woken, result });
  scope.expect('who comes when the value is another does not wait', Atomics.waitAsync(cells, 0, 0).value === 'not-equal');

  // A worker blocks its thread until it is woken. It may come late and find the value changed: then it does not wait at all.
  const worker = new Worker(source, { eval: true, workerData: cells });
  let answer = null;
  worker.on('message', (text) => { answer = text; });
  await turns(5);
  const early = answer;
  Atomics.store(cells, 1, 1);
  while (Atomics.notify(cells, 1) === 0 && answer === null) await turns(1);
  await new Promise((resolve) => worker.on('exit', resolve));
  scope.expect('a worker waited until it was told', early === null && ['ok', 'not-equal'].includes(answer), { early, answer });

  // In a browser this throws on the main thread. In Node it stops everything.
  let fired = false;
  setTimeout(() => { fired = true; }, 1);
  const onMain = Atomics.wait(cells, 2, 0, 30);
  scope.expect('Node\'s main thread may wait, too: the loop stands meanwhile', onMain === 'timed-out' && !fired, { onMain, timerFired: fired });

  const swapped = [Atomics.compareExchange(cells, 3, 0, 7), Atomics.compareExchange(cells, 3, 0, 9), Atomics.load(cells, 3)];
  scope.expect('compareExchange lets one of two win', swapped.join() === '0,7,7', { swapped });
})();
