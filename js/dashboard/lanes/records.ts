// The table of lanes that show records: the newest of a stretch of time, of one store or of several.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import type { Range } from '../model/timeline.ts';
import { count, moment } from '../view/format.ts';
import { MAX_TABLE_ROWS, type Cell, type Table } from './lane.ts';
import { rowsIn } from './spans.ts';

// A field of the records by its name, or what is made of a record.
type Column = string | [name: string, cell: (store: RecordStore, row: number) => Cell];

export function newestRecords(what: string, stores: RecordStore[], range: Range, run: Run, columns: Column[]): Table {
  const found: { store: RecordStore; row: number; sequence: number }[] = [];
  let total = 0;
  for (const store of stores) {
    const { from, to } = rowsIn(store, range);
    total += to - from;
    for (let row = to - 1; row >= Math.max(from, to - MAX_TABLE_ROWS); row--) found.push({ store, row, sequence: store.number('sequence', row) });
  }
  if (stores.length > 1) found.sort((a, b) => b.sequence - a.sequence);
  const rows = found.slice(0, MAX_TABLE_ROWS).map(({ store, row, sequence }) => [
    sequence, moment(store.start(row) - run.beginUs),
    ...columns.map((column) => (typeof column === 'string' ? store.value(column, row) : column[1](store, row))),
  ]);
  return {
    caption: `${what}, newest first: ${rows.length} of ${count(total)}`,
    columns: ['sequence', 'at', ...columns.map((column) => (typeof column === 'string' ? column : column[0]))], rows,
  };
}
