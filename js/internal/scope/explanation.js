'use strict';

// Why a callback came as late as it did: what scope.explain() and the page's drawer answer. The time from when it was asked for (an operation's
// submission, a timer's due time) to the entry into its JavaScript is cut into parts by what the records say was going on; the parts add up to
// the delay, and what nobody accounts for is `unexplainedUs`.
//
// Plain code that needs nothing: the page is built with this file, too.

// Sorted stretches of time that do not overlap.
function union(stretches) {
  const result = [];
  for (const [start, end] of stretches.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

// What is left of `whole` without `taken`; both unions.
function without(whole, taken) {
  const result = [];
  for (const [start, end] of whole) {
    let at = start;
    for (const [from, to] of taken) {
      if (to <= at || from >= end) continue;
      if (from > at) result.push([at, from]);
      at = Math.max(at, to);
    }
    if (at < end) result.push([at, end]);
  }
  return result;
}

function within(stretches, from, to) {
  return stretches.map(([start, end]) => [Math.max(start, from), Math.min(end, to)]).filter(([start, end]) => end > start);
}

function length(stretches) {
  return stretches.reduce((sum, [start, end]) => sum + end - start, 0);
}

// When the loop waited in poll: each iteration's record says how long, and that it was after `prepare`.
function waits(loops) {
  return loops.map(({ startUs, phasesUs }) => {
    const start = startUs + phasesUs.pending + phasesUs.idle + phasesUs.prepare;
    return [start, start + phasesUs.pollIdle];
  });
}

// `callback`: its record; `items`: records of kinds callback, pool, gc and loop around it. Null when nothing tells when it was asked for.
function explanationOf(callback, items) {
  // One that stands for several says nothing of when each was.
  const of = (kind) => items.filter((item) => item.kind === kind && !(item.count > 1));
  const mine = (item) => item.isolate === callback.isolate;
  const operation = of('pool').findLast((item) => mine(item) && item.asyncId === callback.asyncId && item.calledBackUs <= callback.startUs + 1000);
  const askedUs = operation?.submittedUs ?? callback.dueUs ?? null;
  if (askedUs === null) return null;
  const endUs = callback.startUs;
  const delayUs = Math.max(0, endUs - askedUs);
  const poolWaitUs = operation?.startedUs ? Math.max(0, Math.min(operation.startedUs, endUs) - askedUs) : 0;
  const poolRunUs = operation?.startedUs ? Math.max(0, Math.min(operation.endedUs, endUs) - operation.startedUs) : 0;
  const readyUs = operation?.endedUs ? Math.min(operation.endedUs, endUs) : askedUs;

  // What the isolate's thread did from then on, the most special first: each takes its time away from those after it.
  const whole = [[readyUs, endUs]];
  const records = [];
  const used = (list, start, duration) => list.filter((item) => {
    const overlaps = mine(item) && item !== callback && item.sequence !== callback.sequence && start(item) < endUs &&
      start(item) + duration(item) > readyUs;
    if (overlaps) records.push(item);
    return overlaps;
  });
  let left = union(whole);
  const take = (stretches) => {
    const before = left;
    left = without(left, union(within(stretches, readyUs, endUs)));
    return length(before) - length(left);
  };
  const collections = used(of('gc'), (item) => item.startUs, (item) => item.durationUs);
  const gcUs = take(collections.map((item) => [item.startUs, item.startUs + item.durationUs]));
  const others = used(of('callback'), (item) => item.startUs, (item) => item.durationUs);
  const ticksUs = take(others.map((item) => [item.startUs + item.durationUs - item.drainUs, item.startUs + item.durationUs]));
  const callbacksUs = take(others.map((item) => [item.startUs, item.startUs + item.durationUs]));
  const iterations = used(of('loop'), (item) => item.startUs, (item) => item.durationUs);
  const pollUs = take(waits(iterations));
  // The rest of the iterations is what libuv itself did in them, and the one that is not over has no record yet.
  const loopUs = take(iterations.map((item) => [item.startUs, item.startUs + item.durationUs]));
  const unexplainedUs = length(left);
  return {
    callback,
    operation: operation ?? null,
    delayUs,
    partsUs: { poolWait: poolWaitUs, poolRun: poolRunUs, poll: pollUs, callbacks: callbacksUs, gc: gcUs, ticks: ticksUs, loop: loopUs },
    unexplainedUs,
    records: records.sort((a, b) => a.sequence - b.sequence),
  };
}

module.exports = { explanationOf };
