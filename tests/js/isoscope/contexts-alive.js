'use strict';
// Contexts of node:vm are counted as long as anything keeps them: made and dropped, kept by a function of theirs alone, let go. The witness is
// a WeakRef to an intrinsic of each, which lives as long as its context. V8 counts as detached only what an embedder takes from its window,
// which node:vm never does: the figure is V8's own, 0 as in v8.getHeapStatistics().

const common = require('../common');
const assert = require('assert');
const { spawn } = require('child_process');
const scope = require('isoscope');
const v8 = require('v8');
const vm = require('vm');

const witnesses = [];
const alive = () => witnesses.filter((witness) => witness.deref() !== undefined).length;
const heapOf = (snapshot) => snapshot.isolates.find(({ id }) => id === scope.isolateId).heap;
const base = v8.getHeapStatistics().number_of_native_contexts;
const since = scope.history({ limit: 0 }).nextSequence;

let url;
async function counted(expected) {
  // A WeakRef keeps its target until the job that made or asked it is over; the next one collects.
  await new Promise(setImmediate);
  global.gc();
  const statistics = v8.getHeapStatistics();
  const contexts = statistics.number_of_native_contexts - base;
  assert.strictEqual(contexts, expected);
  const { items } = scope.history({ since, kinds: 'heap' });
  const collected = items.at(-1);
  const snapshot = heapOf(scope.snapshot());
  const fromOutside = heapOf(await (await fetch(`${url}metrics/snapshot`)).json());
  for (const { nativeContexts, detachedContexts } of [collected, snapshot, fromOutside]) {
    assert.deepStrictEqual([nativeContexts, detachedContexts], [base + expected, statistics.number_of_detached_contexts]);
  }
  assert.strictEqual(alive(), expected);
}

// In a function of its own, so that no register of the caller holds a context.
function make(count, keep) {
  for (let i = 0; i < count; i++) {
    const context = vm.createContext({ i });
    witnesses.push(new WeakRef(vm.runInContext('Map', context)));
    const inner = vm.runInContext('() => i', context);
    if (keep !== undefined) keep.push(inner);
  }
}

async function main() {
  const kept = [];
  make(5, kept);
  await counted(5);
  make(4);
  await counted(5);
  assert.deepStrictEqual(kept.map((inner) => inner()), [0, 1, 2, 3, 4]);
  kept.length = 2;
  await counted(2);
  kept.length = 0;
  await counted(0);
}

if (process.send === undefined) {
  const child = spawn(process.execPath, ['--scope=0', '--expose-gc', __filename], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    const [, address] = /listening on (\S+)\n/.exec(text) ?? [];
    if (address === undefined || address === url) return;
    url = address;
    child.send(url);
  });
  child.on('exit', common.mustCall((code) => assert.strictEqual(code, 0, text)));
} else {
  process.once('message', common.mustCall((address) => {
    url = address;
    main().then(common.mustCall(() => process.disconnect()));
  }));
}
