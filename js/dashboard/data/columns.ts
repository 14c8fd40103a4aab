// Columns of records, cut into chunks of equal length. A row keeps its number for ever: when the oldest chunk goes, no other moves.
import type { Strings } from './strings.ts';

export const CHUNK_BITS = 12;
export const CHUNK = 1 << CHUNK_BITS;
const LOW = CHUNK - 1;

export abstract class Column {
  abstract readonly bytesPerRow: number;
  // Lets go of the chunks before number `chunk`.
  abstract evict(chunk: number): void;
}

type Values = Float64Array | Uint8Array | Uint32Array;

// Of numbers. `missing` is what rows say that were never written.
export abstract class NumberColumn extends Column {
  abstract readonly missing: number;
  abstract get(row: number): number;
  abstract set(row: number, value: number): void;
  abstract write(row: number, values: Values): void;
}

// One class for each kind of array, each with its own get(): a get() that sees all of them would be several times slower.
abstract class Chunked<A extends Values> extends NumberColumn {
  protected readonly chunks: (A | undefined)[] = [];
  protected base = 0;  // Number of the first chunk that is kept.

  constructor(readonly missing: number) {
    super();
  }

  protected abstract make(): A;

  override set(row: number, value: number): void {
    this.#chunk(row >>> CHUNK_BITS)[row & LOW] = value;
  }

  override write(row: number, values: A): void {
    for (let done = 0; done < values.length;) {
      const at = (row + done) & LOW;
      const part = Math.min(CHUNK - at, values.length - done);
      this.#chunk((row + done) >>> CHUNK_BITS).set(values.subarray(done, done + part), at);
      done += part;
    }
  }

  #chunk(number: number): A {
    let chunk = this.chunks[number - this.base];
    if (chunk === undefined) {
      chunk = this.chunks[number - this.base] = this.make();
      if (this.missing !== 0) chunk.fill(this.missing);
    }
    return chunk;
  }

  override evict(chunk: number): void {
    this.chunks.splice(0, chunk - this.base);
    this.base = chunk;
  }
}

export class DoubleColumn extends Chunked<Float64Array> {
  readonly bytesPerRow = 8;

  protected make(): Float64Array {
    return new Float64Array(CHUNK);
  }

  override get(row: number): number {
    const chunk = this.chunks[(row >>> CHUNK_BITS) - this.base];
    return chunk === undefined ? this.missing : chunk[row & LOW];
  }
}

export class SmallColumn extends Chunked<Uint8Array> {
  readonly bytesPerRow = 1;

  constructor() {
    super(0);
  }

  protected make(): Uint8Array {
    return new Uint8Array(CHUNK);
  }

  override get(row: number): number {
    const chunk = this.chunks[(row >>> CHUNK_BITS) - this.base];
    return chunk === undefined ? 0 : chunk[row & LOW];
  }
}

// Interned texts.
export class StringColumn extends Chunked<Uint32Array> {
  readonly bytesPerRow = 4;

  constructor(readonly strings: Strings) {
    super(0);
  }

  protected make(): Uint32Array {
    return new Uint32Array(CHUNK);
  }

  override get(row: number): number {
    const chunk = this.chunks[(row >>> CHUNK_BITS) - this.base];
    return chunk === undefined ? 0 : chunk[row & LOW];
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
