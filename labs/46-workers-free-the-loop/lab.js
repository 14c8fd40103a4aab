'use strict';

// Fibonacci the slow way, here and in a worker, with a timer that ticks beside it.

const scope = require('isoscope');
const { Worker } = require('worker_threads');

const { n, refute } = scope.parameters({ n: 30, refute: false });

function fibonacci(k) {
  return k < 2 ? k : fibonacci(k - 1) + fibonacci(k - 2);
}

const here = () => Promise.resolve(Array.from({ length: 3 }, () => fibonacci(n))[0]);
const there = () => new Promise((resolve, reject) => {
  const worker = new Worker(`
    const { parentPort, workerData } = require('worker_threads');
    ${fibonacci}
    parentPort.postMessage(Array.from({ length: 3 }, () => fibonacci(workerData))[0]);
  `, { eval: true, workerData: n });
  worker.once('message', resolve).once('error', reject);
});

// How often a timer of a millisecond fires until the answer is there.
async function ticksDuring(compute) {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const answer = await new Promise((resolve, reject) => setImmediate(() => compute().then(resolve, reject)));
  clearInterval(timer);
  return { answer, ticks };
}

setTimeout(async () => {
  const blocking = await ticksDuring(here);
  const beside = await ticksDuring(refute ? here : there);
  console.log(`on the main thread the timer fired ${blocking.ticks} times meanwhile, with a worker ${beside.ticks} times`);
  scope.expect('both have the same answer', blocking.answer === beside.answer, { answer: beside.answer });
  scope.expect('on the main thread nothing else ran', blocking.ticks <= 2, { ticks: blocking.ticks });
  scope.expect('beside the worker the timer went on', beside.ticks >= 3, { ticks: beside.ticks });
}, 10);
