'use strict';

// fs.stat needs microseconds, and waits for its turn behind password hashing, because both run on libuv's one pool of threads.
//   --threads=N  sets UV_THREADPOOL_SIZE before the pool starts (it never changes after that); the default is libuv's, 4
//   --refute     leaves one thread free, and nothing waits

const scope = require('isoscope');

const { threads: wanted, refute } = scope.parameters({ threads: 0, refute: false });
if (wanted > 0) process.env.UV_THREADPOOL_SIZE = String(wanted);

const crypto = require('crypto');
const fs = require('fs');

const threads = Math.max(1, Number(process.env.UV_THREADPOOL_SIZE ?? 4));
const hogs = refute ? threads - 1 : Math.max(8, threads);
const ITERATIONS = 60_000;

let pending = hogs + 1;
for (let i = 0; i < hogs; i++) {
  crypto.pbkdf2('password', `salt ${i}`, ITERATIONS, 64, 'sha512', (error) => {
    if (error) throw error;
    oneDone();
  });
}
fs.stat(__filename, (error) => {
  if (error) throw error;
  oneDone();
});

function oneDone() {
  if (--pending === 0) setImmediate(judge);  // The last record is sent before its callback; still, let it return first.
}

const ms = (us) => `${(us / 1000).toFixed(1)} ms`.padStart(9);

// The lane of each thread over time, drawn from what the records say.
function draw(operations, start, end) {
  const width = 60;
  const column = (us) => Math.min(width - 1, Math.floor(((us - start) / (end - start)) * width));
  for (const thread of [...new Set(operations.map((op) => op.thread))].sort((a, b) => a - b)) {
    const lane = Array(width).fill('.');
    for (const op of operations.filter((one) => one.thread === thread)) {
      const letter = op.operation === 'fs.stat' ? 'S' : 'c';
      for (let at = column(op.startedUs); at <= column(op.endedUs); at++) lane[at] = lane[at] === 'S' ? 'S' : letter;
    }
    console.log(`  thread ${String(thread).padStart(2)}  ${lane.join('')}`);
  }
}

// The most operations that ran at one time. At the same microsecond an end goes before a start.
function mostAtOnce(operations) {
  const edges = operations.flatMap((op) => [[op.startedUs, 1], [op.endedUs, -1]]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let now = 0;
  let most = 0;
  for (const [, step] of edges) most = Math.max(most, now += step);
  return most;
}

// When the last operation would start if `count` threads took the recorded ones in order, each for as long as it really ran. A prediction:
// it takes no account of more threads sharing the same processors.
function predictedStart(operations, count) {
  const free = Array(count).fill(0);
  let start = 0;
  for (const op of operations) {
    const thread = free.indexOf(Math.min(...free));
    start = free[thread];
    free[thread] += op.endedUs - op.startedUs;
  }
  return start;
}

function judge() {
  const operations = scope.history({ kinds: ['pool'] }).items
    .filter((op) => op.operation === 'crypto.pbkdf2' || op.operation === 'fs.stat')
    .sort((a, b) => a.submittedUs - b.submittedUs || a.sequence - b.sequence);
  const stat = operations.find((op) => op.operation === 'fs.stat');
  const hashes = operations.filter((op) => op !== stat);
  const start = Math.min(...operations.map((op) => op.submittedUs));
  const end = Math.max(...operations.map((op) => op.endedUs));
  console.log(`${threads} threads, ${hashes.length} x pbkdf2 (c), then one fs.stat (S), ${ms(end - start).trim()} in all`);
  draw(operations, start, end);
  const waited = stat.startedUs - stat.submittedUs;
  console.log(`  fs.stat waited ${ms(waited).trim()} for a thread and then ran ${ms(stat.endedUs - stat.startedUs).trim()}`);
  const inOrder = [...hashes, stat];
  const other = threads === 4 ? 8 : 4;
  for (const count of [threads, other]) {
    console.log(`  predicted from the recorded run times, ${count} threads: fs.stat starts after ${ms(predictedStart(inOrder, count)).trim()}`);
  }
  console.log(`  (to see the real thing: lab.js --threads=${other})\n`);

  const endedBeforeStat = hashes.filter((hash) => hash.endedUs <= stat.startedUs).length;
  const pool = scope.snapshot().pool;
  scope.expect('the pool has as many threads as was asked for', pool.threads === threads, { poolThreads: pool.threads, threads });
  scope.expect('every operation is recorded, and ended once', operations.length === hogs + 1 && pool.queued === 0 && pool.busy === 0,
               { recorded: operations.length, submitted: hogs + 1, queued: pool.queued, busy: pool.busy });
  const most = mostAtOnce(operations);
  scope.expect('never more operations at once than threads', most <= threads, { most, threads });
  scope.expect('the hashing kept every thread busy', mostAtOnce(hashes) === threads, { most: mostAtOnce(hashes), threads });
  const needed = Math.max(1, hashes.length - threads + 1);
  scope.expect('fs.stat started only when so many hashes had ended that a thread was free for it', endedBeforeStat >= needed,
               { endedBeforeStat, needed });
  const shortestHash = Math.min(...hashes.map((hash) => hash.endedUs - hash.startedUs));
  scope.expect('fs.stat waited for at least as long as a hash runs', waited >= shortestHash,
               { waitUs: waited, shortestHashUs: shortestHash, runUs: stat.endedUs - stat.startedUs });
}
