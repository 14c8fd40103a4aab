// Indexes over a column of a store, made when they are first asked for and extended as records come: drawing a million records into a thousand
// pixels looks at some thousand values.
import { CHUNK } from './columns.ts';
import type { RecordStore } from './store.ts';

const BITS = 6;
const BLOCK = 1 << BITS;

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

// The greatest value of rows, and the rows whose value is greater than some bound.
export class Extremes {
  #most: number[] = [];
  #least: number[] = [];
  #base: number;
  #next: number;

  constructor(readonly store: RecordStore, readonly name: string) {
    this.#base = store.first >>> BITS;
    this.#next = store.first;
  }

  evict(chunk: number): void {
    const base = (chunk * CHUNK) >>> BITS;
    this.#most.splice(0, base - this.#base);
    this.#least.splice(0, base - this.#base);
    this.#base = base;
    if (this.#next < chunk * CHUNK) this.#next = chunk * CHUNK;
  }

  #extend(): void {
    const column = this.store.numbers(this.name);
    for (; this.#next + BLOCK <= this.store.end; this.#next += BLOCK) {
      let most = -Infinity, least = Infinity;
      for (let row = this.#next; row < this.#next + BLOCK; row++) {
        const value = column.get(row);
        if (value > most) most = value;
        if (value < least) least = value;
      }
      this.#most.push(most);
      this.#least.push(least);
    }
  }

  #range(from: number, to: number, sign: 1 | -1): number {
    if (this.#next + BLOCK <= this.store.end) this.#extend();
    const column = this.store.numbers(this.name);
    const blocks = sign === 1 ? this.#most : this.#least;
    let found = -Infinity;
    for (let row = from; row < to;) {
      const block = row >>> BITS;
      if ((row & (BLOCK - 1)) === 0 && row + BLOCK <= to && row < this.#next) {
        const value = blocks[block - this.#base] * sign;
        if (value > found) found = value;
        row += BLOCK;
      } else {
        const value = column.get(row) * sign;
        if (value > found) found = value;
        row++;
      }
    }
    return found * sign;
  }

  max(from: number, to: number): number {
    return this.#range(from, to, 1);
  }

  min(from: number, to: number): number {
    return this.#range(from, to, -1);
  }

  // Calls `visit` for the rows whose value exceeds `bound`.
  above(from: number, to: number, bound: number, visit: (row: number) => void): void {
    if (this.#next + BLOCK <= this.store.end) this.#extend();
    const column = this.store.numbers(this.name);
    for (let row = from; row < to;) {
      if ((row & (BLOCK - 1)) === 0 && row + BLOCK <= this.#next && this.#most[(row >>> BITS) - this.#base] <= bound) {
        row += BLOCK;
        continue;
      }
      if (column.get(row) > bound) visit(row);
      row++;
    }
  }
}
