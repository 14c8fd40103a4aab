// The records of one kind and one isolate: columns, ordered by the time at which they ended.
//
// Rows are numbers from `first` to `end`; a row keeps its number. Times are the host's monotonic microseconds.
import { CHUNK, CHUNK_BITS, DoubleColumn, NumberColumn, SmallColumn, StringColumn, TextColumn, type Column } from './columns.ts';
import { Extremes, Sums } from './indexes.ts';
import { formOf, kindInfo, startFields, type Kind } from './schema.ts';
import type { Strings } from './strings.ts';
import { ColumnGrid, TimeMost, TimeTotals } from './time_grid.ts';
import type { Block, Part } from './wire.ts';

export class RecordStore {
  first = 0;
  end = 0;
  readonly columns = new Map<string, Column>();
  readonly #key = new DoubleColumn(0);  // timeUs, never less than the row's before.
  readonly #minStart: number[] = [];  // Of each chunk that is kept.
  readonly #sums = new Map<string, Sums>();
  readonly #extremes = new Map<string, Extremes>();
  readonly #totals = new Map<string, ColumnGrid<TimeTotals>>();
  readonly #most = new Map<string, ColumnGrid<TimeMost>>();
  readonly #values = new Map<string, readonly (string | null)[]>();
  readonly #startName: string | undefined;

  constructor(readonly kind: Kind, readonly isolate: number, readonly strings: Strings) {
    this.#startName = startFields[kind];
  }

  get count(): number {
    return this.end - this.first;
  }

  get bytes(): number {
    let sum = this.#key.bytes;
    for (const column of this.columns.values()) sum += column.bytes;
    return sum;
  }

  append(block: Block, strings: readonly (string | null)[]): void {
    const { count, parts } = block;
    const row = this.end;
    for (const name in parts) this.#write(name, parts[name], row, count, strings);
    if (this.kind === 'pool') this.#deriveTimes(parts, row, count);
    else if (this.kind === 'worker') this.#deriveSent(parts, row, count);
    const times = (parts.timeUs as { values: Float64Array }).values;
    const starts = this.#startName !== undefined ? (parts[this.#startName] as { values: Float64Array }).values : times;
    let last = row > this.first ? this.#key.get(row - 1) : -Infinity;
    for (let i = 0; i < count; i++) {
      if (times[i] > last) last = times[i];
      this.#key.set(row + i, last);
      const chunk = ((row + i) >>> CHUNK_BITS) - (this.first >>> CHUNK_BITS);
      const start = Math.min(starts[i], times[i]);
      if (!(this.#minStart[chunk] <= start)) this.#minStart[chunk] = start;
    }
    this.end += count;
  }

  #write(name: string, part: Part, row: number, count: number, strings: readonly (string | null)[]): void {
    if (part.form === 'text') {
      const column = this.#column(name, () => new TextColumn()) as TextColumn;
      for (let i = 0; i < count; i++) if (part.values[i] !== null) column.set(row + i, part.values[i]);
      return;
    }
    if (part.form === 'string') {
      const column = this.#column(name, () => new StringColumn(this.strings)) as StringColumn;
      for (let i = 0; i < count; i++) column.set(row + i, this.strings.use(strings[part.values[i]], 1));
      return;
    }
    // Of spaces what is not told is nothing; of phases it is not known.
    const missing = name.split('.').length === 3 || !name.includes('.') ? 0 : NaN;
    (this.#column(name, () => (part.form === 'small' ? new SmallColumn() : new DoubleColumn(missing))) as NumberColumn).write(row, part.values);
  }

  // Columns of the page's own, so that they have sums and extremes: how long an operation of the pool waited and ran.
  #deriveTimes(parts: Record<string, Part>, row: number, count: number): void {
    const submitted = numbersOf(parts.submittedUs), started = numbersOf(parts.startedUs), ended = numbersOf(parts.endedUs);
    this.#writeNumbers('waitUs', started.map((us, i) => us - submitted[i]), row, count);
    this.#writeNumbers('runUs', ended.map((us, i) => us - started[i]), row, count);
  }

  // Which records are of messages that were sent, and how long these were.
  #deriveSent(parts: Record<string, Part>, row: number, count: number): void {
    if (parts.event === undefined || parts.sizeBytes === undefined) return;  // A recording of before.
    const out = this.values('event').indexOf('messageOut');
    const events = (parts.event as { values: Uint8Array }).values, sizes = numbersOf(parts.sizeBytes);
    this.#writeNumbers('sent', Float64Array.from(events, (event) => (event === out ? 1 : 0)), row, count);
    this.#writeNumbers('sentBytes', sizes.map((size, i) => (events[i] === out ? size : NaN)), row, count);
  }

  #writeNumbers(name: string, values: Float64Array, row: number, count: number): void {
    this.#write(name, { form: 'number', values }, row, count, []);
  }

  #column(name: string, make: () => Column): Column {
    let column = this.columns.get(name);
    if (column === undefined) {
      column = make();
      column.evict(this.first >>> CHUNK_BITS);
      this.columns.set(name, column);
    }
    return column;
  }

  // What became known of a record later.
  setNumber(name: string, row: number, value: number): void {
    (this.#column(name, () => new DoubleColumn(NaN)) as NumberColumn).set(row, value);
  }

  // Lets the oldest chunk go; never the one that is being written.
  evictOldest(): boolean {
    const chunk = (this.first >>> CHUNK_BITS) + 1;
    if (chunk * CHUNK >= this.end) return false;
    for (const column of this.columns.values()) {
      if (column instanceof StringColumn) for (let row = this.first; row < chunk * CHUNK; row++) this.strings.release(column.get(row));
      column.evict(chunk);
    }
    this.#key.evict(chunk);
    this.#minStart.shift();
    for (const sums of this.#sums.values()) sums.evict(chunk);
    for (const indexes of [this.#extremes, this.#totals, this.#most]) for (const index of indexes.values()) index.evict(chunk);
    this.first = chunk * CHUNK;
    return true;
  }

  // A column by name; one that nobody has written says nothing but `missing`.
  numbers(name: string): NumberColumn {
    const column = this.columns.get(name);
    return column instanceof NumberColumn ? column : NOTHING;
  }

  number(name: string, row: number): number {
    return this.numbers(name).get(row);
  }

  text(name: string, row: number): string | null {
    const column = this.columns.get(name);
    if (column instanceof StringColumn || column instanceof TextColumn) return column.text(row);
    return this.values(name)[this.numbers(name).get(row)] ?? null;
  }

  // A field as a text or a number; null when it is not told.
  value(name: string, row: number): string | number | null {
    const column = this.columns.get(name);
    if (column instanceof StringColumn || column instanceof TextColumn || this.values(name).length > 0) return this.text(name, row);
    const value = this.number(name, row);
    return Number.isNaN(value) ? null : value;
  }

  // What the numbers of an enum's column stand for.
  values(name: string): readonly (string | null)[] {
    let values = this.#values.get(name);
    if (values === undefined) this.#values.set(name, values = kindInfo(this.kind).fields.find((field) => field.name === name)?.values ?? []);
    return values;
  }

  // When row `row` ended.
  time(row: number): number {
    return this.#key.get(row);
  }

  // When it began.
  start(row: number): number {
    return this.#startName === undefined ? this.#key.get(row) : this.numbers(this.#startName).get(row);
  }

  get oldestUs(): number {
    return this.count > 0 ? Math.min(this.start(this.first), this.#minStart[0]) : NaN;
  }

  get newestUs(): number {
    return this.count > 0 ? this.#key.get(this.end - 1) : NaN;
  }

  // The first row that ended at `us` or later, not before row `from`. Rows near to that are found at once.
  lowerBound(us: number, from = this.first): number {
    let low = from, step = 1;
    while (low + step < this.end && this.#key.get(low + step) < us) {
      low += step;
      step *= 2;
    }
    let high = Math.min(this.end, low + step + 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#key.get(middle) < us) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Calls `visit` for each row of which some part lies between the two times, in order, until that returns false.
  overlapping(fromUs: number, toUs: number, visit: (row: number) => boolean | void): void {
    let row = this.lowerBound(fromUs);
    const base = this.first >>> CHUNK_BITS;
    while (row < this.end) {
      const chunk = row >>> CHUNK_BITS;
      const end = Math.min(this.end, (chunk + 1) * CHUNK);
      if (this.#minStart[chunk - base] <= toUs) {
        for (; row < end; row++) if (this.start(row) <= toUs && visit(row) === false) return;
      }
      row = end;
    }
  }

  // Sums and extremes of a column over any span of rows, in time that does not depend on its length.
  sums(name: string): Sums {
    let sums = this.#sums.get(name);
    if (sums === undefined) this.#sums.set(name, sums = new Sums(this, name));
    return sums;
  }

  extremes(name: string): Extremes {
    let extremes = this.#extremes.get(name);
    if (extremes === undefined) this.#extremes.set(name, extremes = new Extremes(this, name));
    return extremes;
  }

  // The same by time, in steps, for pictures of long stretches.
  totals(name: string): TimeTotals {
    let totals = this.#totals.get(name);
    if (totals === undefined) this.#totals.set(name, totals = new ColumnGrid(this, name, new TimeTotals()));
    return totals.get();
  }

  most(name: string): TimeMost {
    let most = this.#most.get(name);
    if (most === undefined) this.#most.set(name, most = new ColumnGrid(this, name, new TimeMost()));
    return most.get();
  }

  // The row of a sequence number; -1 when it is not kept.
  find(sequence: number): number {
    const numbers = this.numbers('sequence');
    let low = this.first, high = this.end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numbers.get(middle) < sequence) low = middle + 1;
      else high = middle;
    }
    return low < this.end && numbers.get(low) === sequence ? low : -1;
  }

  // The record as the doors write it.
  record(row: number): Record<string, unknown> {
    const nullable = (value: number) => (Number.isNaN(value) ? null : value);
    const record: Record<string, unknown> = {
      kind: this.kind, sequence: this.number('sequence', row), timeUs: this.number('timeUs', row), isolate: this.isolate,
    };
    for (const field of kindInfo(this.kind).fields) {
      const form = formOf(field);
      if (form === 'number') record[field.name] = nullable(this.number(field.name, row));
      else if (form === 'bool') record[field.name] = this.number(field.name, row) === 1;
      else if (form === 'enum' || form === 'string') record[field.name] = this.text(field.name, row);
      else if (form === 'text') record[field.name] = JSON.parse(this.text(field.name, row) ?? 'null');
      else record[field.name] = this.#nested(field.name, row, form === 'named');
    }
    return record;
  }

  #nested(name: string, row: number, named: boolean): unknown {
    const found: Record<string, Record<string, unknown> | number> = {};
    for (const [path, column] of this.columns) {
      if (!path.startsWith(`${name}.`) || !(column instanceof NumberColumn)) continue;
      const [, key, member] = path.split('.');
      const value = column.get(row);
      if (named) ((found[key] ??= { name: key }) as Record<string, unknown>)[member] = value;
      else if (!Number.isNaN(value)) found[key] = value;
    }
    return named ? Object.values(found) : found;
  }
}

const numbersOf = (part: Part) => (part as { values: Float64Array }).values;

const NOTHING = new DoubleColumn(NaN);
