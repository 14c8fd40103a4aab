// Columns of records, cut into chunks of equal length. A row keeps its number for ever: when the oldest chunk goes, no other moves.
import type { Strings } from './strings.ts';

export const CHUNK_BITS = 12;
export const CHUNK = 1 << CHUNK_BITS;
const LOW = CHUNK - 1;

type Values = Float64Array | Uint8Array | Uint32Array;

export abstract class Column {
  abstract readonly bytesPerRow: number;
  // Lets go of the chunks before number `chunk`.
  abstract evict(chunk: number): void;
}

export class NumberColumn extends Column {
  readonly bytesPerRow: number;
  readonly #chunks: (Values | undefined)[] = [];
  #base = 0;  // Number of the first chunk that is kept.

  // `missing`: what rows say that were never written.
  constructor(readonly make: (length: number) => Values, readonly missing: number) {
    super();
    this.bytesPerRow = make(0).BYTES_PER_ELEMENT;
  }

  get(row: number): number {
    const chunk = this.#chunks[(row >>> CHUNK_BITS) - this.#base];
    return chunk === undefined ? this.missing : chunk[row & LOW];
  }

  set(row: number, value: number): void {
    this.#chunk(row >>> CHUNK_BITS)[row & LOW] = value;
  }

  write(row: number, values: ArrayLike<number> & Values, from: number, count: number): void {
    for (let done = 0; done < count;) {
      const at = (row + done) & LOW;
      const part = Math.min(CHUNK - at, count - done);
      this.#chunk((row + done) >>> CHUNK_BITS).set(values.subarray(from + done, from + done + part), at);
      done += part;
    }
  }

  #chunk(number: number): Values {
    const index = number - this.#base;
    return this.#chunks[index] ??= this.missing === 0 ? this.make(CHUNK) : this.make(CHUNK).fill(this.missing);
  }

  override evict(chunk: number): void {
    this.#chunks.splice(0, chunk - this.#base);
    this.#base = chunk;
  }
}

// Interned texts.
export class StringColumn extends NumberColumn {
  constructor(readonly strings: Strings) {
    super((length) => new Uint32Array(length), 0);
  }

  text(row: number): string | null {
    return this.strings.text(this.get(row));
  }
}

export class TextColumn extends Column {
  readonly bytesPerRow = 64;  // A guess, for the bound on memory.
  readonly #chunks: (string | null)[][] = [];
  #base = 0;

  text(row: number): string | null {
    return this.#chunks[(row >>> CHUNK_BITS) - this.#base]?.[row & LOW] ?? null;
  }

  set(row: number, value: string | null): void {
    (this.#chunks[(row >>> CHUNK_BITS) - this.#base] ??= [])[row & LOW] = value;
  }

  override evict(chunk: number): void {
    this.#chunks.splice(0, chunk - this.#base);
    this.#base = chunk;
  }
}
