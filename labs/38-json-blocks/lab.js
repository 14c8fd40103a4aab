'use strict';

// The same records as one text and as lines, and the longest that the loop stood still.

const scope = require('isoscope');

const { records, batch, refute } = scope.parameters({ records: 100_000, batch: 500, refute: false });

const record = (id) => ({ id, name: `record number ${id}`, tags: ['one', 'two', 'three'], nested: { value: id / 3, flag: id % 2 === 0 } });
const lines = Array.from({ length: records }, (_, id) => JSON.stringify(record(id)));
const whole = `[${lines.join()}]`;

// The longest callback from now on, as the records tell.
function longestSince(timeUs) {
  const callbacks = scope.history({ kinds: ['callback'] }).items.filter((callback) => callback.startUs >= timeUs);
  return Math.max(...callbacks.map((callback) => callback.durationUs));
}

const now = () => scope.snapshot().time.monotonicUs;
const turns = () => scope.snapshot().isolates.find(({ id }) => id === scope.isolateId).loop.iterations;
const turn = () => new Promise((resolve) => setImmediate(resolve));

async function inBatches() {
  let parsed = 0;
  for (let i = 0; i < lines.length; i += batch) {
    for (const line of lines.slice(i, i + batch)) parsed += JSON.parse(line).id >= 0 ? 1 : 0;
    await turn();
  }
  return parsed;
}

setImmediate(async () => {
  await turn();
  let from = now();
  await turn();
  const begun = turns();
  const atOnce = refute ? await inBatches() : JSON.parse(whole).length;
  const turnsAtOnce = turns() - begun;
  await turn();
  await turn();
  const blocked = longestSince(from);
  from = now();
  await turn();
  const piecemealFrom = turns();
  const piecemeal = await inBatches();
  const turnsPiecemeal = turns() - piecemealFrom;
  await turn();
  const longest = longestSince(from);
  console.log(`${(whole.length / 1e6).toFixed(1)} MB at once: ` +
    `the loop stood still for ${(blocked / 1e3).toFixed(1)} ms; by lines: ${(longest / 1e3).toFixed(1)} ms`);
  scope.expect('both parsed all of it', atOnce === records && piecemeal === records, { atOnce, piecemeal });
  scope.expect('at once, the loop did not turn', turnsAtOnce === 0, { turnsAtOnce });
  scope.expect('by lines, it turned between any two batches', turnsPiecemeal >= records / batch - 1, { turnsPiecemeal, batches: records / batch });
});
