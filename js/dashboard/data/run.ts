// One run as the page knows it: its records, its latest snapshot, and whether more is to come.
import { Signal } from '../model/signal.ts';
import { NumberColumn, StringColumn } from './columns.ts';
import type { Kind } from './schema.ts';
import { Sources } from './sources.ts';
import { RecordStore } from './store.ts';
import { Strings } from './strings.ts';
import type { Batch, FileMessage, IsolateInfo, ReplayAbout, RunAbout, Snapshot } from './wire.ts';

//   lost   the connection broke: the host was killed, or is another one now
//   ended  the host said that it ends, and all it had is here
export type RunState = 'connecting' | 'live' | 'lost' | 'ended' | 'file';

// All columns of a run together; beyond, the oldest records go.
export const MAX_BYTES = 256 << 20;

export class Run {
  readonly changed = new Signal();
  readonly strings = new Strings();
  readonly isolates = new Map<number, IsolateInfo>();
  snapshot: Snapshot | undefined;
  snapshotAtMs = 0;  // By the page's clock.
  state: RunState = 'connecting';
  detail = '';
  caughtUp = false;  // All that the host had when the page came is here.
  records = 0;  // That came.
  missing = 0;  // That the host says this page did not get.
  evicted = 0;  // That the page let go, to stay within MAX_BYTES.
  lastSequence = 0;
  fileName: string | null = null;  // Of a recording that was opened here.
  damaged: string | null = null;  // What is wrong with it.
  wireSchema: string | null = null;  // How its recordings are written, once known.
  recordedToUs = 0;  // The last time that a recording tells of.
  readonly sources: Sources;
  #snapshots: Snapshot[] = [];
  readonly stores: RecordStore[] = [];
  readonly #byKind = new Map<Kind, Map<number, RecordStore>>();  // Of a kind by isolate.

  // `base`: of the host's doors; null for a recording, which brings its sources along.
  constructor(readonly id: string, readonly about: RunAbout | null, readonly replay: ReplayAbout | null, readonly base: string | null = null,
              readonly maxBytes = MAX_BYTES) {
    this.sources = new Sources(base);
    this.sources.changed.on(() => this.changed.emit());
  }

  static ofFile(file: FileMessage): Run {
    const run = new Run(`file ${file.name} ${file.about.pid}@${file.about.clock.wallClockMs}`, file.about, null);
    run.fileName = file.name;
    for (const { url, text, isolate } of file.sources) run.sources.add(url, text, isolate);
    run.wireSchema = file.wireSchema;
    run.recordedToUs = file.endUs;
    run.#snapshots = file.snapshots;
    run.snapshot = file.snapshots.at(-1);
    for (const isolate of file.isolates) run.isolates.set(isolate.id, isolate);
    run.setState('file', file.problem ?? 'the whole recording is here');
    run.damaged = file.problem;
    run.caughtUp = true;
    return run;
  }

  // What a recording of it holds of these: all it brought along, else the last.
  get snapshots(): Snapshot[] {
    return this.#snapshots.length > 0 ? this.#snapshots : this.snapshot === undefined ? [] : [this.snapshot];
  }

  // Of a recording: what the host said of itself at that time.
  snapshotAt(us: number): Snapshot | undefined {
    return this.#snapshots.findLast(({ time }) => time.monotonicUs <= us) ?? this.#snapshots[0] ?? this.snapshot;
  }

  // The lab's name, else the script's.
  get name(): string {
    const { about } = this;
    if (about === null) return 'Isoscope';
    const script = about.argv[1]?.split('/').at(-1);
    return about.lab?.name ?? script ?? `pid ${about.pid}`;
  }

  // The records of one kind and isolate; an empty store when there are none yet.
  store(kind: Kind, isolate: number): RecordStore {
    let byIsolate = this.#byKind.get(kind);
    if (byIsolate === undefined) this.#byKind.set(kind, byIsolate = new Map());
    let store = byIsolate.get(isolate);
    if (store === undefined) {
      byIsolate.set(isolate, store = new RecordStore(kind, isolate, this.strings));
      this.stores.push(store);
    }
    return store;
  }

  // All stores of a kind that have records, by isolate.
  storesOf(kind: Kind): RecordStore[] {
    return [...this.#byKind.get(kind)?.values() ?? []].filter(({ count }) => count > 0).sort((a, b) => a.isolate - b.isolate);
  }

  get bytes(): number {
    let sum = 0;
    for (const store of this.stores) sum += store.bytes;
    return sum;
  }

  // The time of the first record that is kept, and of the newest figure. NaN before there is any.
  get beginUs(): number {
    let begin = Infinity;
    for (const store of this.stores) if (store.oldestUs < begin) begin = store.oldestUs;
    return Number.isFinite(begin) ? begin : this.snapshot?.time.monotonicUs ?? NaN;
  }

  get endUs(): number {
    let end = this.state === 'file' ? -Infinity : this.snapshot?.time.monotonicUs ?? -Infinity;
    for (const store of this.stores) if (store.newestUs > end) end = store.newestUs;
    return Number.isFinite(end) ? end : NaN;
  }

  take(batch: Batch): void {
    for (const block of batch.blocks) {
      this.store(block.kind, block.isolate).append(block, batch.strings);
      this.records += block.count;
      if (!this.isolates.has(block.isolate) && block.isolate !== 0) {
        this.isolates.set(block.isolate, { id: block.isolate, name: '', state: 'running' });
      }
      if (block.kind === 'gcPhases') this.#amendCollections(block.isolate, block.count);
    }
    this.missing += batch.droppedCount;
    this.lastSequence = Math.max(this.lastSequence, batch.lastSequence);
    this.#evict();
    this.changed.emit();
  }

  takeSnapshot(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    this.snapshotAtMs = performance.now();
    for (const { id, name, state } of snapshot.isolates) this.isolates.set(id, { id, name, state });
    this.changed.emit();
  }

  setState(state: RunState, detail: string): void {
    if (this.state === state && this.detail === detail) return;
    this.state = state;
    this.detail = detail;
    this.changed.emit();
  }

  setCaughtUp(): void {
    if (this.caughtUp) return;
    this.caughtUp = true;
    this.changed.emit();
  }

  // V8 tells the reason and the phases of a collection after it; the history's own gc records have them already.
  #amendCollections(isolate: number, count: number): void {
    const phases = this.store('gcPhases', isolate), collections = this.store('gc', isolate);
    for (let row = phases.end - count; row < phases.end; row++) {
      const cycle = phases.number('cycle', row);
      for (let target = collections.end - 1; target >= collections.first; target--) {
        const at = collections.number('cycle', target);
        if (at < cycle) break;
        if (at !== cycle) continue;
        const reason = phases.text('reason', row);
        const reasons = collections.columns.get('reason') as StringColumn;
        if (reason !== null && reasons.get(target) === 0) reasons.set(target, this.strings.use(reason, 1));
        for (const [name, column] of phases.columns) {
          if (!name.startsWith('phasesUs.')) continue;
          const value = (column as NumberColumn).get(row);
          if (!Number.isNaN(value)) collections.setNumber(name, target, value);
        }
        break;
      }
    }
  }

  #evict(): void {
    if (this.bytes <= this.maxBytes) return;
    // The store whose oldest record is the oldest of all gives way, as long as it has more than one chunk.
    const byAge = this.stores.toSorted((a, b) => a.oldestUs - b.oldestUs);
    for (const store of byAge) {
      while (this.bytes > this.maxBytes) {
        const before = store.first;
        if (!store.evictOldest()) break;
        this.evicted += store.first - before;
      }
    }
  }
}
