// Figures on a grid of equal stretches of time, made once as records come: a frame that shows a whole run looks at two values a pixel, however many
// records there are. The grid is as fine as a bounded number of stretches allows; it gets coarser as the run gets longer. Where a pixel is shorter
// than a stretch, the records themselves are looked at (data/indexes.ts).
import { CHUNK } from './columns.ts';
import type { RecordStore } from './store.ts';

const FIRST_WIDTH_US = 256;
const FIRST_ROOM = 1024;
const MOST_OF_FEW = 1 << 15;  // Stretches that any column may have, however few its records are.
const MOST = 1 << 17;

abstract class TimeGrid {
  widthUs = FIRST_WIDTH_US;
  protected originUs = NaN;
  protected values = new Float64Array(FIRST_ROOM);
  protected count = 0;  // Of stretches that values are known of.

  // The number of the stretch of a time, for which there is room.
  protected stretchOf(us: number, records: number): number {
    if (this.originUs !== this.originUs) this.originUs = us;
    const most = Math.min(MOST, Math.max(MOST_OF_FEW, records * 2));
    let at = Math.floor((us - this.originUs) / this.widthUs);
    while (at >= most) {
      this.#coarsen();
      at = Math.floor((us - this.originUs) / this.widthUs);
    }
    if (at >= this.values.length) {
      const values = new Float64Array(Math.min(MOST, 2 ** Math.ceil(Math.log2(at + 1))));
      values.set(this.values);
      this.values = values;
    }
    return at;
  }

  #coarsen(): void {
    const { values } = this;
    const odd = this.count & 1;
    this.count = (this.count + 1) >>> 1;
    for (let i = 0; i < this.count; i++) values[i] = odd && i === this.count - 1 ? values[2 * i] : this.join(values[2 * i], values[2 * i + 1]);
    this.widthUs *= 2;
  }

  protected abstract join(first: number, second: number): number;

  // Forgets what lies before `us`, now and then.
  trim(us: number): void {
    const gone = Math.floor((us - this.originUs) / this.widthUs);
    if (!(gone > this.count / 4)) return;
    if (gone >= this.count) return this.reset();
    this.values.copyWithin(0, gone, this.count);
    this.count -= gone;
    this.originUs += gone * this.widthUs;
  }

  reset(): void {
    this.originUs = NaN;
    this.count = 0;
  }
}

// How much there was until any time.
export class TimeTotals extends TimeGrid {
  #total = 0;

  protected join(first: number): number {
    return first;
  }

  // `value` at a time, not before the last one's.
  add(us: number, value: number, records: number): void {
    const at = this.stretchOf(us, records);
    while (this.count <= at) this.values[this.count++] = this.#total;
    this.#total += value;
  }

  // As much as it takes, from a time to another: neither before the last one's.
  addTime(fromUs: number, toUs: number, records: number): void {
    const last = this.stretchOf(toUs, records);
    while (this.count <= last) {
      const begin = this.originUs + this.count * this.widthUs;
      this.values[this.count++] = this.#total + Math.max(0, begin - fromUs);
    }
    this.#total += toUs - fromUs;
  }

  // Within a stretch all of it came evenly.
  until(us: number): number {
    const at = (us - this.originUs) / this.widthUs;
    if (!(at > 0)) return this.count > 0 ? this.values[0] : this.#total;
    const index = Math.floor(at);
    if (index >= this.count) return this.#total;
    const before = this.values[index], after = index + 1 < this.count ? this.values[index + 1] : this.#total;
    return before + (at - index) * (after - before);
  }

  // How much there was in each of `count` stretches of `lengthUs`, as a part of that.
  parts(fromUs: number, lengthUs: number, count: number, parts: Float64Array): void {
    const { values } = this;
    const step = lengthUs / this.widthUs, last = this.count - 1;
    let before = this.until(fromUs), at = (fromUs - this.originUs) / this.widthUs;
    for (let i = 0; i < count; i++) {
      at += step;
      let total: number;
      if (at > 0 && at < last) {
        const index = Math.floor(at), begin = values[index];
        total = begin + (at - index) * (values[index + 1] - begin);
      } else {
        total = this.until(fromUs + (i + 1) * lengthUs);
      }
      parts[i] = (total - before) / lengthUs;
      before = total;
    }
  }

  // The stretch in which a time lies.
  around(us: number): { fromUs: number; toUs: number } {
    const fromUs = this.originUs + Math.floor((us - this.originUs) / this.widthUs) * this.widthUs;
    return { fromUs, toUs: fromUs + this.widthUs };
  }

  override reset(): void {
    super.reset();
    this.#total = 0;
  }
}

// The greatest value of each stretch; none is less than 0.
export class TimeMost extends TimeGrid {
  protected join(first: number, second: number): number {
    return Math.max(first, second);
  }

  add(us: number, value: number, records: number): void {
    const at = this.stretchOf(us, records);
    while (this.count <= at) this.values[this.count++] = 0;
    if (value > this.values[at]) this.values[at] = value;
  }

  between(fromUs: number, toUs: number): number {
    const from = Math.max(0, Math.floor((fromUs - this.originUs) / this.widthUs));
    const to = Math.min(this.count, Math.ceil((toUs - this.originUs) / this.widthUs));
    let most = 0;
    for (let i = from; i < to; i++) if (this.values[i] > most) most = this.values[i];
    return most;
  }
}

// A grid of a store's column, with what has come since: each record counts when it ended.
export class ColumnGrid<G extends TimeTotals | TimeMost> {
  #next: number;

  constructor(readonly store: RecordStore, readonly name: string, readonly grid: G) {
    this.#next = store.first;
  }

  evict(chunk: number): void {
    if (this.#next < chunk * CHUNK) {
      this.#next = chunk * CHUNK;
      this.grid.reset();
    } else {
      this.grid.trim(this.store.time(chunk * CHUNK));
    }
  }

  get(): G {
    const { store, grid } = this;
    const { end } = store;
    if (this.#next === end) return grid;
    const column = store.numbers(this.name);
    for (; this.#next < end; this.#next++) {
      const value = column.get(this.#next);
      if (value === value) grid.add(store.time(this.#next), value, store.count);
    }
    return grid;
  }
}
