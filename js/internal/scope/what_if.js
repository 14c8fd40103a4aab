'use strict';

// scope.poolWhatIf(threads): the recorded operations of libuv's pool once more, on another number of threads, in simulation.
//
// What is kept: when each was submitted, its kind of work, how long it ran. What follows from it: who waits for whom, under libuv's own rules
// (one queue, first come first served; slow I/O on at most half of the threads, rounded up, put in line behind what else is there).
// What it cannot know: operations that were submitted because another had ended would have come earlier or later, and work that computes
// runs longer when there are more threads than processors.

const scope = internalBinding('scope');
const { validateInteger, validateObject } = require('internal/validators');

const kSlowMark = Symbol('slow I/O waits here');

function percentile(sorted, fraction) {
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.ceil(fraction * sorted.length) - 1)];
}

// The rules of libuv's threadpool.c: a marker stands in the one queue for all slow operations, which have a queue of their own.
class Pool {
  constructor(threads) {
    this.free = Array.from({ length: threads }, (_, thread) => thread);
    this.slowLimit = Math.floor((threads + 1) / 2);
    this.slowRunning = 0;
    this.queue = [];
    this.slowQueue = [];
    this.running = [];  // Sorted by their end.
  }

  submit(operation) {
    if (operation.slow) {
      this.slowQueue.push(operation);
      if (!this.queue.includes(kSlowMark)) this.queue.push(kSlowMark);
    } else {
      this.queue.push(operation);
    }
  }

  // Gives work to free threads until there is none that may run.
  assign(now) {
    let refused = false;
    while (this.free.length > 0 && this.queue.length > 0) {
      if (this.queue[0] === kSlowMark) {
        if (this.slowRunning >= this.slowLimit) {
          if (refused || this.queue.length === 1) return;
          this.queue.push(this.queue.shift());
          refused = true;
          continue;
        }
        this.queue.shift();
        const operation = this.slowQueue.shift();
        if (operation === undefined) continue;
        this.slowRunning++;
        if (this.slowQueue.length > 0) this.queue.push(kSlowMark);
        this.start(operation, now);
      } else {
        this.start(this.queue.shift(), now);
      }
      refused = false;
    }
  }

  start(operation, now) {
    operation.thread = this.free.shift();
    operation.startedUs = now;
    operation.endedUs = now + operation.runUs;
    let at = this.running.length;
    while (at > 0 && this.running[at - 1].endedUs > operation.endedUs) at--;
    this.running.splice(at, 0, operation);
  }

  finish() {
    const operation = this.running.shift();
    if (operation.slow) this.slowRunning--;
    this.free.push(operation.thread);
  }
}

// {slow, submittedUs, runUs}, in order of submission: gives each startedUs, endedUs and thread.
function simulate(operations, threads) {
  const pool = new Pool(threads);
  let next = 0;
  while (next < operations.length || pool.running.length > 0) {
    const submission = next < operations.length ? operations[next].submittedUs : Infinity;
    const end = pool.running.length > 0 ? pool.running[0].endedUs : Infinity;
    const now = Math.min(submission, end);
    if (end <= submission) pool.finish();
    else pool.submit(operations[next++]);
    pool.assign(now);
  }
  return operations;
}

function summary(operations) {
  const waits = operations.map(({ startedUs, submittedUs }) => startedUs - submittedUs).sort((a, b) => a - b);
  const first = operations.reduce((least, { submittedUs }) => Math.min(least, submittedUs), Infinity);
  const last = operations.reduce((most, { endedUs }) => Math.max(most, endedUs), 0);
  return {
    makespanUs: operations.length === 0 ? 0 : last - first,
    totalWaitUs: waits.reduce((sum, wait) => sum + wait, 0),
    waitUs: { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), max: waits.at(-1) ?? null },
  };
}

// Of the operations of `options.since` on (all in the history without it), of all isolates, as they share the pool.
function poolWhatIf(threads, options = {}) {
  validateInteger(threads, 'threads', 1, 1024);
  validateObject(options, 'options');
  const { since = 0 } = options;
  validateInteger(since, 'options.since', 0);
  const poolBit = 1 << scope.kinds.indexOf('pool');
  const records = scope.history(since, poolBit, 0, -1, 0, -1).items
    .filter(({ startedUs, endedUs }) => startedUs !== null && endedUs !== null);
  records.sort((a, b) => a.submittedUs - b.submittedUs || a.sequence - b.sequence);
  const operations = records.map(({ submittedUs, startedUs, endedUs, workKind, operation, sequence }) =>
    ({ sequence, operation, slow: workKind === 'slowIo', submittedUs, runUs: endedUs - startedUs }));
  return {
    threads,
    operations: operations.length,
    ...summary(simulate(operations, threads)),
    recorded: { threads: scope.snapshot().pool.threads, ...summary(records) },
    schedule: operations.map(({ slow, runUs, ...rest }) => rest),
  };
}

module.exports = { poolWhatIf, simulate };
