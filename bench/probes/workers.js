'use strict';

// Eight workers that together make EVENTS records at RATE a second, as well as they can: marks, and now and then an operation of the pool and a
// message.
// Prints what they made, then waits for the end of stdin.
//
//   isoscope --scope --observe=default bench/probes/workers.js EVENTS RATE

const fs = require('fs');
const scope = require('isoscope');
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

const kWorkers = 8;
const kMarksForAnOperation = 1000;

const wallClock = () => performance.timeOrigin + performance.now();

function work({ events, rate }) {
  const made = { mark: 0, pool: 0, messages: 0 };
  const sum = () => made.mark + made.pool + made.messages;
  const begun = wallClock();
  let pending = 0;
  const tell = () => {
    made.messages++;
    parentPort.postMessage({ made, start: begun, end: wallClock() });
  };
  const endIfDone = () => {
    if (pending > 0 || sum() < events) return;
    tell();
    parentPort.close();
  };
  const operated = () => {
    pending--;
    endIfDone();
  };
  const turn = () => {
    const due = Math.min(events, Math.ceil((wallClock() - begun) * rate / 1000));
    while (sum() < due) {
      scope.mark('event');
      if (++made.mark % kMarksForAnOperation !== 0) continue;
      made.pool++;
      pending++;
      fs.stat('.', operated);
      tell();
    }
    if (due < events) setTimeout(turn, 2);
    else endIfDone();
  };
  turn();
}

function main(events, rate) {
  const total = { mark: 0, pool: 0, messages: 0 };
  let start = Infinity;
  let end = 0;
  let left = kWorkers;
  for (let i = 0; i < kWorkers; i++) {
    let last;
    let heard = 0;
    new Worker(__filename, { workerData: { events: events / kWorkers, rate: rate / kWorkers } })
      .on('message', (message) => {
        last = message.made;
        start = Math.min(start, message.start);
        end = Math.max(end, message.end);
        heard++;
      })
      .on('exit', () => {
        if (heard !== last.messages) throw new Error(`${heard} messages came of ${last.messages}`);
        for (const name of Object.keys(total)) total[name] += last[name];
        if (--left > 0) return;
        console.log(JSON.stringify({ ms: end - start, made: total }));
        process.stdin.on('end', () => process.exit()).resume();
      });
  }
}

if (isMainThread) main(Number(process.argv[2]), Number(process.argv[3]));
else work(workerData);
