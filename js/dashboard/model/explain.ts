// Why a callback was late: the records around it, cut into parts as scope.explain() does, by the same code.
import explanation from '../../internal/scope/explanation.js';
import type { Run } from '../data/run.ts';
import type { Kind } from '../data/schema.ts';
import type { RecordStore } from '../data/store.ts';

export interface Explanation {
  callback: Record<string, unknown>;
  operation: Record<string, unknown> | null;
  delayUs: number;
  partsUs: Record<'poolWait' | 'poolRun' | 'poll' | 'callbacks' | 'gc' | 'ticks' | 'loop', number>;
  unexplainedUs: number;
  records: Record<string, unknown>[];
}

const SLACK_US = 1000;
const MAX_LOOKED_AT = 200_000;
const MAX_RECORDS = 5000;

// The last operation of the pool that this resource waited for.
function operationRow(pool: RecordStore, asyncId: number, startUs: number): number {
  const begin = pool.lowerBound(startUs + SLACK_US + 1) - 1;
  const ids = pool.numbers('asyncId');
  for (let row = begin; row >= pool.first && begin - row < MAX_LOOKED_AT; row--) {
    if (ids.get(row) === asyncId && pool.number('calledBackUs', row) <= startUs + SLACK_US) return row;
  }
  return -1;
}

// The callback that an operation of the pool ended in.
export function callbackOf(run: Run, pool: RecordStore, row: number): number {
  const callbacks = run.store('callback', pool.isolate);
  const ids = callbacks.numbers('asyncId'), asyncId = pool.number('asyncId', row), endUs = pool.number('calledBackUs', row);
  for (let at = callbacks.lowerBound(endUs - SLACK_US), looked = 0; at < callbacks.end && looked < MAX_LOOKED_AT; at++, looked++) {
    if (ids.get(at) === asyncId && callbacks.start(at) >= endUs - SLACK_US) return at;
  }
  return -1;
}

// Null when nothing tells when the callback was asked for.
export function explain(run: Run, isolate: number, row: number): Explanation | null {
  const callbacks = run.store('callback', isolate), pool = run.store('pool', isolate);
  const callback = callbacks.record(row);
  const startUs = callbacks.start(row);
  const operation = operationRow(pool, callback.asyncId as number, startUs);
  const askedUs = operation >= 0 ? pool.start(operation) : callback.dueUs as number | null;
  if (askedUs === null) return null;
  const items: Record<string, unknown>[] = operation >= 0 ? [pool.record(operation)] : [];
  for (const kind of ['callback', 'gc', 'loop'] as Kind[]) {
    const store = run.store(kind, isolate);
    let taken = 0;
    store.overlapping(askedUs, startUs, (at) => {
      items.push(store.record(at));
      return ++taken < MAX_RECORDS;
    });
  }
  return explanation.explanationOf(callback, items) as Explanation | null;
}
