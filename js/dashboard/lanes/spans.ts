// What several lanes share: finding and summing collections.
import type { RecordStore } from '../data/store.ts';
import type { Range } from '../model/timeline.ts';

export function rowsIn(store: RecordStore, range: Range): { from: number; to: number } {
  return { from: store.lowerBound(range.fromUs), to: store.lowerBound(range.toUs) };
}

// How many events the rows of [from, to) stand for: a record of loops and callbacks may be of several; recordings of before say of no number.
export function eventsIn(store: RecordStore, from: number, to: number): number {
  return store.sums('count').sum(from, to) || to - from;
}

// The row nearest to a moment; -1 when there is none.
export function nearest(store: RecordStore, us: number): number {
  if (store.count === 0) return -1;
  const row = Math.min(store.lowerBound(us), store.end - 1);
  return row > store.first && us - store.time(row - 1) < store.time(row) - us ? row - 1 : row;
}
