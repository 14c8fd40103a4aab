// Reads a .labrun file in the browser: what docs/doors.md says of the format, as far as the page needs it. Runs in the feed.
//
// Whatever does not make sense ends the reading there, with a sentence that says what and where; what came before it is good.
import type { Item } from './encode.ts';
import { crc32 } from './crc32.ts';
import type { Snapshot } from './wire.ts';

const MAGIC = 'isoscope labrun 1\n';
const HEAD_BYTES = 9;

interface FileField {
  name: string;
  wire: string;
  type?: string;
}

export interface Recording {
  header: Record<string, unknown>;
  wireSchema: string;  // How its records are written.
  isolates: { id: number; name: string; threadId: number }[];
  sources: { url: string; isolate: number; text: string; kept: boolean }[];
  snapshots: Snapshot[];
  complete: boolean;
  problem: string | null;
  endUs: number;  // The last time that a snapshot or the end tells of.
}

export class Damaged extends Error {}

class Reader {
  #at: number;
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array, at = 0) {
    this.#at = at;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  #need(count: number): void {
    if (count > this.bytes.length - this.#at) throw new Damaged('a value is cut off');
  }

  // Exact up to 2 ** 53, as all figures are; what is larger (an address, "none") comes as a double.
  varint(): number {
    let value = 0;
    for (let factor = 1, count = 0; ; factor *= 128, count++) {
      this.#need(1);
      if (count === 10) throw new Damaged('a number does not end');
      const byte = this.bytes[this.#at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  big(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      this.#need(1);
      if (shift > 63n) throw new Damaged('a number does not end');
      const byte = this.bytes[this.#at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asUintN(64, value);
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  double(): number {
    this.#need(8);
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  take(): Uint8Array {
    const size = this.varint();
    this.#need(size);
    this.#at += size;
    return this.bytes.subarray(this.#at - size, this.#at);
  }
}

const decoder = new TextDecoder();

class Texts {
  readonly #texts: string[] = [];

  read(reader: Reader): string | null {
    const number = reader.varint();
    if (number === 0) return null;
    if (number <= this.#texts.length) return this.#texts[number - 1];
    if (number !== this.#texts.length + 1) throw new Damaged('a text is missing');
    this.#texts.push(decoder.decode(reader.take()));
    return this.#texts.at(-1)!;
  }
}

type Read = (reader: Reader, texts: Texts) => unknown;

const none = 2 ** 62;  // Nothing that is counted or timed gets there.
const whole = (reader: Reader) => reader.varint();
const signed = (reader: Reader) => reader.signed();
const optional = (reader: Reader) => {
  const value = reader.varint();
  return value === 0 ? null : value - 1;
};
const list = (item: Read): Read => (reader, texts) => {
  const count = reader.varint();
  reader.varint();
  const items = [];
  for (let i = 0; i < count; i++) items.push(item(reader, texts));
  return items;
};
const structure = (...members: string[]): Read => (reader, texts) =>
  Object.fromEntries(members.map((member, i) => [member, i === 0 ? texts.read(reader) : reader.varint()]));
const phases: Read = (reader, texts) => Object.fromEntries(
  (list((from, names) => [names.read(from), from.varint()])(reader, texts) as [string, number][]));

const TYPES: Record<string, Read> = {
  U64: whole,
  U32: whole,
  U16: whole,
  I64: signed,
  I32: signed,
  Bool: (reader) => reader.varint() !== 0,
  Text: (reader, texts) => texts.read(reader),
  Hex: (reader) => {
    const value = reader.big();
    return value === 0n ? null : `0x${value.toString(16)}`;
  },
  OptU64: optional,
  OptU16: optional,
  OptI64: (reader) => {
    const value = reader.signed();
    return Math.abs(value) >= none ? null : value;
  },
  OptF64: (reader) => {
    const value = reader.double();
    return Number.isNaN(value) ? null : value;
  },
  Json: (reader) => {
    const text = decoder.decode(reader.take());
    reader.varint();
    if (text === '') return null;
    try {
      return JSON.parse(text);
    } catch {
      throw new Damaged('a detail is no JSON');
    }
  },
  Phases: phases,
  LoopPhases: phases,
  Distribution: (reader) => {
    const [count, min, p50, p90, p99, max] = Array.from({ length: 6 }, () => reader.varint());
    const [mean, stddev] = [reader.double(), reader.double()].map((value) => (Number.isNaN(value) ? null : value));
    return { count, min, mean, stddev, p50, p90, p99, max };
  },
  'List<HeapSpace>': list(structure('name', 'sizeBytes', 'usedBytes', 'availableBytes', 'physicalBytes')),
  'List<GcSpace>': list(structure('name', 'usedBeforeBytes', 'usedAfterBytes', 'sizeBeforeBytes', 'sizeAfterBytes')),
  'List<Position>': list(structure('scriptUrl', 'line', 'column')),
};

// A field of a type that this page does not know, by its form alone.
function bySignature(wire: string): Read {
  const reads: Read[] = [];
  for (let i = 0; i < wire.length; i++) {
    if (wire[i] === 'v') reads.push(whole);
    else if (wire[i] === 't') reads.push(TYPES.Text);
    else if (wire[i] === 'd') reads.push((reader) => reader.double());
    else if (wire[i] === 'b') reads.push((reader) => decoder.decode(reader.take()));
    else if (wire[i] === '[') {
      const end = wire.indexOf(']', i);
      if (end < 0) throw new Damaged('its schema cannot be read');
      reads.push(list(bySignature(wire.slice(i + 1, end))));
      i = end;
    } else throw new Damaged('its schema cannot be read');
  }
  return (reader, texts) => reads.map((read) => read(reader, texts));
}

interface FileKind {
  name: string;
  fields: { name: string; read: Read; known: boolean }[];
}

function readSchema(text: string): FileKind[] {
  const { kinds } = JSON.parse(text) as { kinds: { name: string; fields: FileField[] }[] };
  return kinds.map(({ name, fields }) => ({
    name,
    fields: fields.map((field) => {
      const read = field.type === undefined ? undefined : field.type.startsWith('Enum<') ? TYPES.Text : TYPES[field.type];
      return { name: field.name, read: read ?? bySignature(field.wire), known: read !== undefined };
    }),
  }));
}

// Calls `visit` with batches of records, as the doors write them. Throws Damaged when the file is no recording at all.
export function readRecording(bytes: Uint8Array, visit: (items: Item[]) => void): Recording {
  if (decoder.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new Damaged('it is no recording of this version of Isoscope');
  const recording: Recording = { header: {}, wireSchema: '', isolates: [], sources: [], snapshots: [], complete: false, problem: null, endUs: 0 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new Texts();
  let kinds: FileKind[] = [];
  let at = MAGIC.length;
  try {
    while (at < bytes.length && !recording.complete) {
      if (bytes.length - at < HEAD_BYTES) throw new Damaged('it is cut off');
      const size = view.getUint32(at, true);
      if (size > bytes.length - at - HEAD_BYTES) throw new Damaged('it is cut off');
      const checked = bytes.subarray(at + 8, at + HEAD_BYTES + size);
      if (crc32(checked) !== view.getUint32(at + 4, true)) throw new Damaged('it is damaged');
      const payload = checked.subarray(1);
      const type = String.fromCharCode(checked[0]);
      if (type === 'S') kinds = readSchema(recording.wireSchema = decoder.decode(payload));
      else if (type === 'R') visit(readBatch(payload, kinds, texts));
      else takeFrame(type, payload, recording);
      at += HEAD_BYTES + size;
    }
    if (!recording.complete) recording.problem = 'its end is missing: the run was killed, or the file was cut';
  } catch (error) {
    recording.problem = `${error instanceof Damaged ? error.message : `a frame makes no sense (${(error as Error).message})`} at byte ${at}`;
  }
  return recording;
}

function takeFrame(type: string, payload: Uint8Array, recording: Recording): void {
  const json = () => JSON.parse(decoder.decode(payload));
  if (type === 'H') recording.header = json();
  else if (type === 'I') recording.isolates.push(json());
  else if (type === 'N') {
    const snapshot = json() as Snapshot;
    recording.snapshots.push(snapshot);
    recording.endUs = Math.max(recording.endUs, snapshot.time.monotonicUs);
  } else if (type === 'E') {
    recording.complete = true;
    recording.endUs = Math.max(recording.endUs, json().monotonicUs);
  }
  else if (type === 'C') {
    const reader = new Reader(payload);
    const isolate = reader.varint(), kept = reader.varint() !== 0;
    recording.sources.push({ isolate, kept, url: decoder.decode(reader.take()), text: decoder.decode(reader.take()) });
  }
}

function readBatch(payload: Uint8Array, kinds: FileKind[], texts: Texts): Item[] {
  const reader = new Reader(payload);
  const items: Item[] = [];
  let sequence = 0, timeUs = 0;
  while (!reader.atEnd) {
    const kind = kinds[reader.varint()];
    if (kind === undefined) throw new Damaged('a record is of no kind');
    const isolate = reader.varint();
    sequence += reader.varint();
    timeUs += reader.signed();
    const item = { kind: kind.name, sequence, timeUs, isolate } as unknown as Item;
    for (const { name, read, known } of kind.fields) {
      const value = read(reader, texts);
      if (known) (item as Record<string, unknown>)[name] = value;
    }
    items.push(item);
  }
  return items;
}
