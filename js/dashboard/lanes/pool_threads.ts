// What each thread of libuv's pool did, out of the pool records of all isolates: for each thread its operations in the order in which they began.
// A thread runs one at a time, so they do not overlap, and sums over any stretch of time are differences of two numbers.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import { TimeTotals } from '../data/time_grid.ts';
import type { Pixels } from './samples.ts';

const FIRST_CAPACITY = 256;
// What began so long before the last is not followed by something that began earlier, but for isolates that deliver very late.
const SETTLED_US = 2e5;

export class ThreadOperations {
  count = 0;
  started = new Float64Array(FIRST_CAPACITY);
  ended = new Float64Array(FIRST_CAPACITY);
  submitted = new Float64Array(FIRST_CAPACITY);
  rows = new Uint32Array(FIRST_CAPACITY);
  isolates = new Uint32Array(FIRST_CAPACITY);
  longestWaitUs = 0;
  #ran = new Float64Array(FIRST_CAPACITY + 1);  // Before operation i, in all.
  #waited = new Float64Array(FIRST_CAPACITY + 1);
  #summed = 0;  // Operations whose sums are known.
  readonly #ranGrid = new TimeTotals();
  readonly #waitedGrid = new TimeTotals();
  #gridded = 0;  // Operations that are in both grids.
  #griddedUs = -Infinity;  // When the last of them ended.
  #parts = new Float64Array(0);

  constructor(readonly run: Run) {}

  readonly #stores: RecordStore[] = [];  // By isolate.

  store(i: number): RecordStore {
    const isolate = this.isolates[i];
    return this.#stores[isolate] ??= this.run.store('pool', isolate);
  }

  calledBack(i: number): number {
    return this.store(i).numbers('calledBackUs').get(this.rows[i]);
  }

  add(store: RecordStore, row: number): void {
    if (this.count === this.started.length) this.#grow();
    const started = store.number('startedUs', row);
    // Isolates deliver theirs by turns: hardly ever out of order, and never by much.
    let at = this.count;
    while (at > 0 && this.started[at - 1] > started) at--;
    for (const values of [this.started, this.ended, this.submitted, this.rows, this.isolates]) values.copyWithin(at + 1, at, this.count);
    this.started[at] = started;
    this.ended[at] = store.number('endedUs', row);
    this.submitted[at] = store.number('submittedUs', row);
    this.rows[at] = row;
    this.isolates[at] = store.isolate;
    this.count++;
    this.#summed = Math.min(this.#summed, at);
    if (at < this.#gridded) this.#resetGrids();
    this.longestWaitUs = Math.max(this.longestWaitUs, started - this.submitted[at]);
  }

  #grow(): void {
    const larger = <T extends Float64Array | Uint32Array>(values: T, more: number): T => {
      const grown = new (values.constructor as new (length: number) => T)(this.count * 2 + more);
      grown.set(values);
      return grown;
    };
    this.started = larger(this.started, 0);
    this.ended = larger(this.ended, 0);
    this.submitted = larger(this.submitted, 0);
    this.rows = larger(this.rows, 0);
    this.isolates = larger(this.isolates, 0);
    this.#ran = larger(this.#ran, 1);
    this.#waited = larger(this.#waited, 1);
  }

  // Forgets what its store has let go.
  trim(): void {
    let gone = 0;
    while (gone < this.count && this.rows[gone] < this.store(gone).first) gone++;
    if (gone === 0) return;
    for (const values of [this.started, this.ended, this.submitted, this.rows, this.isolates]) values.copyWithin(0, gone, this.count);
    for (const sums of [this.#ran, this.#waited]) sums.copyWithin(0, gone, this.count + 1);
    this.count -= gone;
    this.#summed = Math.max(0, this.#summed - gone);
    if (this.count === 0 || gone > this.#gridded) return this.#resetGrids();
    this.#gridded -= gone;
    for (const grid of [this.#ranGrid, this.#waitedGrid]) grid.trim(this.started[0]);
  }

  #resetGrids(): void {
    this.#ranGrid.reset();
    this.#waitedGrid.reset();
    this.#gridded = 0;
    this.#griddedUs = -Infinity;
  }

  #sum(): void {
    for (let i = this.#summed; i < this.count; i++) {
      this.#ran[i + 1] = this.#ran[i] + this.ended[i] - this.started[i];
      this.#waited[i + 1] = this.#waited[i] + this.started[i] - this.submitted[i];
    }
    this.#summed = this.count;
    const settledUs = this.count > 0 ? this.started[this.count - 1] - SETTLED_US : 0;
    for (; this.#gridded < this.count && this.ended[this.#gridded] < settledUs; this.#gridded++) {
      const started = this.started[this.#gridded], ended = this.ended[this.#gridded];
      this.#ranGrid.addTime(started, ended, this.count);
      this.#waitedGrid.add(started, started - this.submitted[this.#gridded], this.count);
      this.#griddedUs = ended;
    }
  }

  // How much of each pixel's time the thread ran. Good until the next call.
  ranParts(pixels: Pixels): Float64Array {
    this.#sum();
    const base = this.#ran[this.#gridded] - this.#ranGrid.until(Infinity);
    return this.#partsOf(pixels, this.#ranGrid, base, (us, at) => this.#ranBefore(us, at));
  }

  // How long operations had waited that began in each pixel, as a part of its time. Good until the next call.
  waitedParts(pixels: Pixels): Float64Array {
    this.#sum();
    const base = this.#waited[this.#gridded] - this.#waitedGrid.until(Infinity);
    return this.#partsOf(pixels, this.#waitedGrid, base, (_, at) => this.#waited[at]);
  }

  // By time as far as the grid goes, by single operations from there; `base` is what the grid does not count.
  #partsOf({ fromUs, perPixel, count }: Pixels, grid: TimeTotals, base: number, before: (us: number, at: number) => number): Float64Array {
    if (this.#parts.length < count) this.#parts = new Float64Array(count);
    const parts = this.#parts;
    // In the grid as many pixels as lie before its end.
    const coarse = grid.widthUs > perPixel ? 0 : Math.min(count, Math.max(0, Math.floor((this.#griddedUs - fromUs) / perPixel)));
    grid.parts(fromUs, perPixel, coarse, parts);
    let at = coarse > 0 ? this.#gridded : 0;
    const total = (us: number) => {
      at = this.lowerBound(us, at);
      return before(us, at);
    };
    const begin = fromUs + coarse * perPixel;
    let last = coarse > 0 && begin < this.#griddedUs ? base + grid.until(begin) : total(begin);
    for (let pixel = coarse; pixel < count; pixel++) {
      const end = fromUs + (pixel + 1) * perPixel;
      const now = end < this.#griddedUs && coarse > 0 ? base + grid.until(end) : total(end);
      parts[pixel] = (now - last) / perPixel;
      last = now;
    }
    return this.#parts;
  }

  // The first operation that began at `us` or later, not before `from`. Near ones are found at once.
  lowerBound(us: number, from = 0): number {
    const { started } = this;
    let low = from, step = 1;
    while (low + step < this.count && started[low + step] < us) {
      low += step;
      step *= 2;
    }
    let high = Math.min(this.count, low + step + 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (started[middle] < us) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // How long the thread ran before `us`, in all; `at`: lowerBound(us).
  #ranBefore(us: number, at: number): number {
    return at === 0 ? this.#ran[0] : this.#ran[at] - Math.max(0, this.ended[at - 1] - us);
  }
}

export class PoolThreads {
  readonly threads: ThreadOperations[] = [];
  readonly #taken = new Map<RecordStore, number>();

  constructor(readonly run: Run) {}

  // Takes in what has come since the last call.
  update(): void {
    for (const store of this.run.storesOf('pool')) {
      const thread = store.numbers('thread');
      for (let row = Math.max(store.first, this.#taken.get(store) ?? 0); row < store.end; row++) {
        const number = thread.get(row);
        if (number === number) (this.threads[number] ??= new ThreadOperations(this.run)).add(store, row);
      }
      this.#taken.set(store, store.end);
    }
    for (let i = 0; i < this.threads.length; i++) (this.threads[i] ??= new ThreadOperations(this.run)).trim();
  }
}
