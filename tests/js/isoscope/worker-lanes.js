'use strict';

// A worker is a lane of its own: in snapshots while it runs and afterwards, with records of its start, messages and end.

const assert = require('assert');
const scope = require('isoscope');
const { Worker } = require('worker_threads');

scope.observe(['worker'], () => {});
const source = "const { parentPort } = require('worker_threads'); parentPort.once('message', (m) => parentPort.postMessage(m));";
const worker = new Worker(source, { eval: true, name: 'echo' });
worker.on('message', () => {
  const lane = scope.snapshot().isolates.find(({ name }) => name === 'echo');
  assert.ok(lane !== undefined && lane.id > 1);
  assert.notStrictEqual(lane.threadId, scope.snapshot().isolates[0].threadId);
});
worker.on('exit', () => {
  const lane = scope.snapshot().isolates.find(({ name }) => name === 'echo');
  assert.strictEqual(lane.state, 'ended');
  const items = scope.history({ kinds: ['worker'] }).items;
  const events = (isolate) => items.filter((item) => item.isolate === isolate).map(({ event }) => event);
  assert.ok(events(1).includes('start') && events(1).includes('messageOut') && events(1).includes('messageIn'));
  assert.ok(events(lane.id).includes('online') && events(lane.id).includes('messageOut'));
  const end = items.find(({ event }) => event === 'exit');
  assert.deepStrictEqual([end.isolate, end.peer, end.exitCode], [1, lane.id, 0]);
  const sent = items.filter(({ event }) => event === 'messageOut');
  assert.ok(sent.find(({ isolate }) => isolate === lane.id).sizeBytes > 0);

  // Each message has a number of its own, and where it comes in its sender's name and the same number.
  assert.strictEqual(new Set(sent.map(({ message }) => message)).size, sent.length);
  const taken = items.filter(({ event, message }) => event === 'messageIn' && message !== null);
  for (const [to, from] of [[1, lane.id], [lane.id, 1]]) assert.ok(taken.some(({ isolate, peer }) => isolate === to && peer === from));
  for (const { peer, message, sizeBytes } of taken) {
    const from = sent.find((item) => item.message === message);
    assert.deepStrictEqual([from.isolate, from.sizeBytes], [peer, sizeBytes]);
  }
});
worker.postMessage('x'.repeat(100));
