// Columns of records, cut into chunks of equal length. A row keeps its number for ever: when the oldest chunk goes, no other moves.
import type { Strings } from './strings.ts';

export const CHUNK_BITS = 12;
export const CHUNK = 1 << CHUNK_BITS;
const LOW = CHUNK - 1;
const FIRST_ROWS = 64;

export abstract class Column {
  bytes = 0;  // Of memory.
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

  protected abstract make(length: number): A;

  override set(row: number, value: number): void {
    this.#room(row >>> CHUNK_BITS, (row & LOW) + 1)[row & LOW] = value;
  }

  override write(row: number, values: A): void {
    for (let done = 0; done < values.length;) {
      const at = (row + done) & LOW;
      const part = Math.min(CHUNK - at, values.length - done);
      this.#room((row + done) >>> CHUNK_BITS, at + part).set(values.subarray(done, done + part), at);
      done += part;
    }
  }

  // A chunk that is that long at least: of an isolate that hardly does anything there are but a few rows of each kind.
  #room(number: number, length: number): A {
    const index = number - this.base;
    const had = this.chunks[index];
    if (had !== undefined && had.length >= length) return had;
    const made = this.make(Math.min(CHUNK, Math.max(FIRST_ROWS, 2 ** Math.ceil(Math.log2(length)))));
    if (this.missing !== 0) made.fill(this.missing);
    if (had !== undefined) made.set(had as never);
    this.bytes += made.byteLength - (had?.byteLength ?? 0);
    this.chunks[index] = made;
    return made;
  }

  override evict(chunk: number): void {
    for (const gone of this.chunks.splice(0, chunk - this.base)) this.bytes -= gone?.byteLength ?? 0;
    this.base = chunk;
  }
}

export class DoubleColumn extends Chunked<Float64Array> {
  protected make(length: number): Float64Array {
    return new Float64Array(length);
  }

  override get(row: number): number {
    const chunk = this.chunks[(row >>> CHUNK_BITS) - this.base];
    return chunk === undefined ? this.missing : chunk[row & LOW] ?? this.missing;
  }
}

export class SmallColumn extends Chunked<Uint8Array> {
  constructor() {
    super(0);
  }

  protected make(length: number): Uint8Array {
    return new Uint8Array(length);
  }

  override get(row: number): number {
    const chunk = this.chunks[(row >>> CHUNK_BITS) - this.base];
    return chunk === undefined ? 0 : chunk[row & LOW] ?? 0;
  }
}

// Interned texts.
export class StringColumn extends Chunked<Uint32Array> {
  constructor(readonly strings: Strings) {
    super(0);
  }

  protected make(length: number): Uint32Array {
    return new Uint32Array(length);
  }

  override get(row: number): number {
    const chunk = this.chunks[(row >>> CHUNK_BITS) - this.base];
    return chunk === undefined ? 0 : chunk[row & LOW] ?? 0;
  }

  text(row: number): string | null {
    return this.strings.text(this.get(row));
  }
}

export class TextColumn extends Column {
  readonly #chunks: (string | null)[][] = [];
  #base = 0;

  text(row: number): string | null {
    return this.#chunks[(row >>> CHUNK_BITS) - this.#base]?.[row & LOW] ?? null;
  }

  set(row: number, value: string | null): void {
    (this.#chunks[(row >>> CHUNK_BITS) - this.#base] ??= [])[row & LOW] = value;
    this.bytes += bytesOf(value);
  }

  override evict(chunk: number): void {
    for (const gone of this.#chunks.splice(0, chunk - this.#base)) {
      for (const value of gone ?? []) this.bytes -= bytesOf(value);
    }
    this.#base = chunk;
  }
}

// About what an engine needs for it.
function bytesOf(text: string | null | undefined): number {
  return text == null ? 0 : 24 + text.length;
}
