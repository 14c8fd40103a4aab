// What each thread of libuv's pool did, out of the pool records of all isolates: for each thread its operations in the order in which they began.
// A thread runs one at a time, so they do not overlap, and sums over any stretch of time are differences of two numbers.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';

export interface Operation {
  store: RecordStore;
  row: number;
  started: number;
  ended: number;
}

export class ThreadOperations {
  readonly operations: Operation[] = [];
  #ran: number[] = [0];  // Before operation i, in all.
  #waited: number[] = [0];
  #longestWait = 0;

  add(store: RecordStore, row: number): void {
    const operation = { store, row, started: store.number('startedUs', row), ended: store.number('endedUs', row) };
    // Isolates deliver theirs by turns: hardly ever out of order, and never by much.
    let at = this.operations.length;
    while (at > 0 && this.operations[at - 1].started > operation.started) at--;
    this.operations.splice(at, 0, operation);
    this.#ran.length = this.#waited.length = Math.min(this.#ran.length, at + 1);
    const wait = operation.started - store.number('submittedUs', row);
    if (wait > this.#longestWait) this.#longestWait = wait;
  }

  // Forgets what its store has let go.
  trim(): void {
    let gone = 0;
    while (gone < this.operations.length && this.operations[gone].row < this.operations[gone].store.first) gone++;
    if (gone === 0) return;
    this.operations.splice(0, gone);
    this.#ran = [0];
    this.#waited = [0];
  }

  get longestWaitUs(): number {
    return this.#longestWait;
  }

  #sums(): void {
    for (let i = this.#ran.length - 1; i < this.operations.length; i++) {
      const { store, row, started, ended } = this.operations[i];
      this.#ran.push(this.#ran[i] + ended - started);
      this.#waited.push(this.#waited[i] + started - store.number('submittedUs', row));
    }
  }

  // The first operation that began at `us` or later.
  lowerBound(us: number): number {
    let low = 0, high = this.operations.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.operations[middle].started < us) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // How long the thread ran before `us`, in all.
  ranBefore(us: number): number {
    this.#sums();
    const at = this.lowerBound(us);
    const last = this.operations[at - 1];
    return last === undefined ? 0 : this.#ran[at] - Math.max(0, last.ended - us);
  }

  // How long operations had waited that began before `us`, in all.
  waitedBefore(us: number): number {
    this.#sums();
    return this.#waited[this.lowerBound(us)];
  }
}

export class PoolThreads {
  readonly threads: ThreadOperations[] = [];
  neverRan = 0;  // Cancelled before a thread took them.
  readonly #taken = new Map<RecordStore, number>();

  constructor(readonly run: Run) {}

  // Takes in what has come since the last call.
  update(): void {
    for (const store of this.run.storesOf('pool')) {
      const thread = store.numbers('thread');
      for (let row = Math.max(store.first, this.#taken.get(store) ?? 0); row < store.end; row++) {
        const number = thread.get(row);
        if (number === number) (this.threads[number] ??= new ThreadOperations()).add(store, row);
        else this.neverRan++;
      }
      this.#taken.set(store, store.end);
    }
    for (let i = 0; i < this.threads.length; i++) (this.threads[i] ??= new ThreadOperations()).trim();
  }
}
