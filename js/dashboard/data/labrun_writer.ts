// Writes a run as a .labrun file, of what the page holds: for a host that has ended, and for a part of a recording. docs/doors.md tells of the
// format; how each field is written the host's own schema frame says (`wireSchema`).
import { crc32 } from './crc32.ts';
import type { Run } from './run.ts';
import type { Kind } from './schema.ts';
import type { RecordStore } from './store.ts';

const MAGIC = 'isoscope labrun 1\n';
const BATCH = 4096;
const LEAST = (1n << 64n) - 1n;  // Zigzag of the lowest: no number.

interface WireField {
  name: string;
  wire: string;
  type?: string;
}

const encoder = new TextEncoder();

class Writer {
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  length = 0;

  #room(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + count));
    bytes.set(this.#bytes);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  varint(value: number): void {
    this.#room(10);
    let rest = Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0;
    while (rest >= 128) {
      this.#bytes[this.length++] = rest % 128 + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.length++] = rest;
  }

  big(value: bigint): void {
    this.#room(10);
    let rest = BigInt.asUintN(64, value);
    for (; rest >= 128n; rest >>= 7n) this.#bytes[this.length++] = Number(rest & 127n) + 128;
    this.#bytes[this.length++] = Number(rest);
  }

  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  double(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  bytes(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

// Texts stand where they come first and are numbers afterwards.
class Texts {
  readonly #numbers = new Map<string, number>();

  write(writer: Writer, text: unknown): void {
    if (typeof text !== 'string') return writer.varint(0);
    const had = this.#numbers.get(text);
    if (had !== undefined) return writer.varint(had);
    this.#numbers.set(text, this.#numbers.size + 1);
    writer.varint(this.#numbers.size);
    writer.bytes(encoder.encode(text));
  }
}

type Write = (writer: Writer, value: unknown, texts: Texts) => void;

const number = (value: unknown) => (typeof value === 'number' ? value : 0);
const phases: Write = (writer, value, texts) => {
  const entries = Object.entries((value ?? {}) as Record<string, number>);
  writer.varint(entries.length);
  writer.varint(0);
  for (const [name, us] of entries) {
    texts.write(writer, name);
    writer.varint(us);
  }
};
const list = (...members: string[]): Write => (writer, value, texts) => {
  const items = (value ?? []) as Record<string, unknown>[];
  writer.varint(items.length);
  writer.varint(0);
  for (const item of items) members.forEach((member, i) => (i === 0 ? texts.write(writer, item[member]) : writer.varint(number(item[member]))));
};

const unsigned: Write = (writer, value) => writer.varint(number(value));
const signed: Write = (writer, value) => writer.signed(number(value));
const optional: Write = (writer, value) => writer.varint(typeof value === 'number' ? value + 1 : 0);

const TYPES: Record<string, Write> = {
  'U64': unsigned,
  'U32': unsigned,
  'U16': unsigned,
  'I64': signed,
  'I32': signed,
  'Bool': (writer, value) => writer.varint(value === true ? 1 : 0),
  'Text': (writer, value, texts) => texts.write(writer, value),
  'Hex': (writer, value) => writer.big(typeof value === 'string' ? BigInt(value) : 0n),
  'OptU64': optional,
  'OptU16': optional,
  'OptI64': (writer, value) => (typeof value === 'number' ? writer.signed(value) : writer.big(LEAST)),
  'OptF64': (writer, value) => writer.double(typeof value === 'number' ? value : NaN),
  'Json': (writer, value) => {
    writer.bytes(value === null || value === undefined ? new Uint8Array() : encoder.encode(JSON.stringify(value)));
    writer.varint(0);
  },
  'Phases': phases,
  'LoopPhases': phases,
  'Distribution': (writer, value) => {
    const figures = (value ?? {}) as Record<string, number>;
    for (const name of ['count', 'min', 'p50', 'p90', 'p99', 'max']) writer.varint(number(figures[name]));
    for (const name of ['mean', 'stddev']) writer.double(figures[name] ?? NaN);
  },
  'List<HeapSpace>': list('name', 'sizeBytes', 'usedBytes', 'availableBytes', 'physicalBytes'),
  'List<GcSpace>': list('name', 'usedBeforeBytes', 'usedAfterBytes', 'sizeBeforeBytes', 'sizeAfterBytes'),
  'List<Position>': list('scriptUrl', 'line', 'column'),
};

// Of a type that this page does not know: as if nothing were told.
function nothing(wire: string): Write {
  return (writer) => {
    for (const letter of wire.replaceAll(/\[[^\]]*\]/g, 'vv')) letter === 'd' ? writer.double(NaN) : writer.varint(0);
  };
}

function frame(type: string, payload: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const body = typeof payload === 'string' ? encoder.encode(payload) : payload;
  const bytes = new Uint8Array(9 + body.length), view = new DataView(bytes.buffer);
  bytes[8] = type.charCodeAt(0);
  bytes.set(body, 9);
  view.setUint32(0, body.length, true);
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  return bytes;
}

// Rows of several stores by their sequence numbers.
function* bySequence(stores: RecordStore[], fromUs: number, toUs: number): Generator<{ store: RecordStore; row: number; sequence: number }> {
  const heads = stores.map((store) => ({ store, row: store.lowerBound(fromUs), end: store.lowerBound(toUs), sequence: 0 }))
    .filter(({ row, end }) => row < end);
  for (const head of heads) head.sequence = head.store.number('sequence', head.row);
  while (heads.length > 0) {
    let least = heads[0];
    for (const head of heads) if (head.sequence < least.sequence) least = head;
    yield least;
    if (++least.row === least.end) heads.splice(heads.indexOf(least), 1);
    else least.sequence = least.store.number('sequence', least.row);
  }
}

// The records between the two times, a piece at a time: the page goes on drawing.
export async function writeRecording(run: Run, fromUs = -Infinity, toUs = Infinity): Promise<Blob> {
  if (run.wireSchema === null || run.about === null) throw new Error('the host has not said how its records are written');
  const { kinds } = JSON.parse(run.wireSchema) as { kinds: { name: Kind; fields: WireField[] }[] };
  const fieldsOf = new Map(kinds.map(({ name, fields }, kind) => [name, { kind, fields: fields.map(({ name: field, type, wire }) => {
    const known = type === undefined ? undefined : type.startsWith('Enum<') ? TYPES.Text : TYPES[type];
    return { name: field, write: known ?? nothing(wire) };
  }) }]));
  const parts: Uint8Array<ArrayBuffer>[] = [encoder.encode(MAGIC), frame('H', JSON.stringify(run.about)), frame('S', run.wireSchema)];
  const threads = new Map(run.snapshot?.isolates.map(({ id, threadId }) => [id, threadId]));
  for (const { id, name } of run.isolates.values()) parts.push(frame('I', JSON.stringify({ id, name, threadId: threads.get(id) ?? 0 })));
  const texts = new Texts(), writer = new Writer();
  for (const { url, isolate, text } of run.sources.all) {
    writer.varint(isolate);
    writer.varint(1);
    writer.bytes(encoder.encode(url));
    writer.bytes(encoder.encode(text));
    parts.push(frame('C', writer.take()));
  }
  let records = 0, before = 0, beforeUs = 0;
  for (const { store, row, sequence } of bySequence(run.stores, fromUs, toUs)) {
    const known = fieldsOf.get(store.kind);
    if (known === undefined) continue;
    const record = store.record(row);
    const timeUs = record.timeUs as number;
    writer.varint(known.kind);
    writer.varint(store.isolate);
    writer.varint(sequence - before);
    writer.signed(timeUs - beforeUs);
    for (const { name, write } of known.fields) write(writer, record[name], texts);
    [before, beforeUs] = [sequence, timeUs];
    if (++records % BATCH !== 0) continue;
    parts.push(frame('R', writer.take()));
    before = beforeUs = 0;
    await new Promise((resolve) => { setTimeout(resolve); });
  }
  if (writer.length > 0) parts.push(frame('R', writer.take()));
  for (const snapshot of run.snapshots) parts.push(frame('N', JSON.stringify(snapshot)));
  const { monotonicUs, wallClockMs } = run.about.clock;
  const endUs = Math.round(Number.isFinite(run.endUs) ? run.endUs : monotonicUs);
  parts.push(frame('E', JSON.stringify({
    reason: 'saved from the page', monotonicUs: endUs, wallClockMs: wallClockMs + (endUs - monotonicUs) / 1000, records,
    dropped: run.snapshot?.dropped ?? {}, lost: {},
  })));
  return new Blob(parts, { type: 'application/octet-stream' });
}
