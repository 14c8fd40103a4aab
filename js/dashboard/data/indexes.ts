// Indexes over a column of a store, made when they are first asked for and extended as records come: drawing a million records into a thousand
// pixels looks at some thousand values.
import { CHUNK, type NumberColumn } from './columns.ts';
import type { RecordStore } from './store.ts';

const BITS = 4;
const BLOCK = 1 << BITS;
const SUPER_BITS = 10;  // Blocks of blocks.
const SUPER = 1 << SUPER_BITS;

// sum(a, b): of rows a to b (exclusive); what is null counts as nothing.
export class Sums {
  #totals: number[] = [0];  // Of all rows before block number #base + i.
  #base: number;
  #next: number;  // The next row to take in: always the first of a block.

  constructor(readonly store: RecordStore, readonly name: string) {
    this.#base = store.first >>> BITS;
    this.#next = store.first;
  }

  evict(chunk: number): void {
    const base = (chunk * CHUNK) >>> BITS;
    if (this.#next < chunk * CHUNK) {
      this.#totals = [0];
      this.#next = chunk * CHUNK;
    } else {
      this.#totals.splice(0, base - this.#base);
    }
    this.#base = base;
  }

  #extend(): void {
    const column = this.store.numbers(this.name);
    let total = this.#totals[this.#totals.length - 1];
    for (; this.#next + BLOCK <= this.store.end; this.#next += BLOCK) {
      for (let row = this.#next; row < this.#next + BLOCK; row++) {
        const value = column.get(row);
        if (value === value) total += value;
      }
      this.#totals.push(total);
    }
  }

  // Of all rows before `row`, but for a constant.
  before(row: number): number {
    if (this.#next + BLOCK <= this.store.end) this.#extend();
    const block = Math.min(row >>> BITS, this.#base + this.#totals.length - 1);
    const column = this.store.numbers(this.name);
    let total = this.#totals[block - this.#base];
    for (let at = block << BITS; at < row; at++) {
      const value = column.get(at);
      if (value === value) total += value;
    }
    return total;
  }

  sum(from: number, to: number): number {
    return to > from ? this.before(to) - this.before(from) : 0;
  }
}

// The greatest and the least value of rows, and the rows whose value is greater than some bound.
export class Extremes {
  readonly #levels = [new Level(BITS), new Level(SUPER_BITS)];

  constructor(readonly store: RecordStore, readonly name: string) {
    for (const level of this.#levels) level.reset(store.first);
  }

  evict(chunk: number): void {
    for (const level of this.#levels) level.evict(chunk * CHUNK);
  }

  #range(from: number, to: number, greatest: boolean): number {
    const column = this.store.numbers(this.name);
    const [blocks, supers] = this.#levels;
    blocks.extend(column, this.store.end);
    supers.extend(column, this.store.end);
    let found = greatest ? -Infinity : Infinity;
    for (let row = from; row < to;) {
      let value: number;
      if ((row & (SUPER - 1)) === 0 && row + SUPER <= to && row < supers.next) {
        value = supers.get(row, greatest);
        row += SUPER;
      } else if ((row & (BLOCK - 1)) === 0 && row + BLOCK <= to && row < blocks.next) {
        value = blocks.get(row, greatest);
        row += BLOCK;
      } else {
        value = column.get(row++);
      }
      if (greatest ? value > found : value < found) found = value;
    }
    return found;
  }

  max(from: number, to: number): number {
    return this.#range(from, to, true);
  }

  min(from: number, to: number): number {
    return this.#range(from, to, false);
  }

  // Calls `visit` for the rows whose value exceeds `bound`.
  above(from: number, to: number, bound: number, visit: (row: number) => void): void {
    const column = this.store.numbers(this.name);
    const [blocks, supers] = this.#levels;
    blocks.extend(column, this.store.end);
    supers.extend(column, this.store.end);
    for (let row = from; row < to;) {
      if ((row & (SUPER - 1)) === 0 && row < supers.next && supers.get(row, true) <= bound) {
        row += SUPER;
      } else if ((row & (BLOCK - 1)) === 0 && row < blocks.next && blocks.get(row, true) <= bound) {
        row += BLOCK;
      } else {
        if (column.get(row) > bound) visit(row);
        row++;
      }
    }
  }
}

// Extremes of blocks of 2 ** bits rows.
class Level {
  next = 0;  // The next row to take in: always the first of a block.
  #most: number[] = [];
  #least: number[] = [];
  #base = 0;

  constructor(readonly bits: number) {}

  reset(first: number): void {
    this.#most = [];
    this.#least = [];
    this.#base = first >>> this.bits;
    this.next = first;
  }

  evict(first: number): void {
    if (this.next < first) return this.reset(first);
    const base = first >>> this.bits;
    this.#most.splice(0, base - this.#base);
    this.#least.splice(0, base - this.#base);
    this.#base = base;
  }

  extend(column: NumberColumn, end: number): void {
    const size = 1 << this.bits;
    for (; this.next + size <= end; this.next += size) {
      let most = -Infinity, least = Infinity;
      for (let row = this.next; row < this.next + size; row++) {
        const value = column.get(row);
        if (value > most) most = value;
        if (value < least) least = value;
      }
      this.#most.push(most);
      this.#least.push(least);
    }
  }

  get(row: number, greatest: boolean): number {
    return (greatest ? this.#most : this.#least)[(row >>> this.bits) - this.#base];
  }
}
