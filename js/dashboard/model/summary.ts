// A run in figures, as `isoscope diff` has them (runtime/recording/run_summary.cc is its other maker; a test compares the two).
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';

const MAX_SECTIONS = 1000;
const SUB_BUCKETS = 256;  // Of a histogram with two digits: what is shown of percentiles is as coarse as that.
const MAX_US = 3_600_000_000;

export class Durations {
  count = 0;
  totalUs = 0;
  maxUs = 0;
  readonly #values: number[] = [];
  #sorted = true;

  add(us: number): void {
    this.count++;
    this.totalUs += us;
    this.maxUs = Math.max(this.maxUs, us);
    if (us <= MAX_US) this.#values.push(us);
    this.#sorted = false;
  }

  percentile(percent: number): number {
    const values = this.#values;
    if (values.length === 0) return 0;
    if (!this.#sorted) values.sort((a, b) => a - b);
    this.#sorted = true;
    const at = Math.max(1, Math.floor(percent / 100 * values.length + 0.5));
    return Math.min(highestEquivalent(values[Math.min(at, values.length) - 1]), this.maxUs);  // As the host says it.
  }
}

// The greatest value that lies in the same bucket.
function highestEquivalent(value: number): number {
  const unit = value < SUB_BUCKETS ? 1 : 2 ** (Math.floor(Math.log2(value)) - Math.log2(SUB_BUCKETS) + 1);
  return Math.floor(value / unit) * unit + unit - 1;
}

// From one mark (or the start) to the next (or the end).
export class Section {
  endUs: number;
  readonly gc = new Map<string, Durations>();
  freedBytes = 0;
  promotedBytes = 0;
  maxUsedBytes = 0;
  readonly callbacks = new Durations();
  iterations = 0;
  ticks = 0;
  microtasks = 0;
  readonly poolWait = new Durations();
  readonly poolRun = new Durations();
  readonly poolWaitByOperation = new Map<string, Durations>();
  readonly tiers = new Map<string, number>();
  readonly deopts = new Map<string, number>();
  readonly deoptPlaces = new Set<string>();

  constructor(readonly name: string, readonly startUs: number) {
    this.endUs = startUs;
  }
}

export interface Summary {
  run: Run;
  sections: Section[];  // At least one.
  whole: Section;
}

const known = (value: number) => (Number.isNaN(value) ? 0 : value);

function durationsIn<K>(map: Map<K, Durations>, key: K): Durations {
  let durations = map.get(key);
  if (durations === undefined) map.set(key, durations = new Durations());
  return durations;
}

type Add = (section: Section, store: RecordStore, row: number) => void;

const adders: Partial<Record<RecordStore['kind'], Add>> = {
  gc(section, store, row) {
    durationsIn(section.gc, store.text('type', row) ?? '').add(store.number('durationUs', row));
    section.freedBytes += store.number('freedBytes', row);
    section.promotedBytes += known(store.number('promotedBytes', row));
    section.maxUsedBytes = Math.max(section.maxUsedBytes, store.number('usedBeforeBytes', row));
  },
  heap(section, store, row) {
    section.maxUsedBytes = Math.max(section.maxUsedBytes, store.number('usedBytes', row));
  },
  loop(section, store, row) {
    if (store.number('iteration', row) !== 0) section.iterations++;
  },
  callback(section, store, row) {
    section.callbacks.add(store.number('durationUs', row));
    section.ticks += store.number('ticks', row);
    section.microtasks += known(store.number('microtasks', row));
  },
  pool(section, store, row) {
    const submitted = store.number('submittedUs', row), started = store.number('startedUs', row), ended = store.number('endedUs', row);
    if (Number.isNaN(started) || Number.isNaN(ended)) return;
    const wait = Math.max(0, started - submitted);
    section.poolWait.add(wait);
    section.poolRun.add(Math.max(0, ended - started));
    durationsIn(section.poolWaitByOperation, store.text('operation', row) ?? '(unnamed)').add(wait);
  },
  tier(section, store, row) {
    const tier = store.text('tier', row) ?? 'unknown';
    section.tiers.set(tier, (section.tiers.get(tier) ?? 0) + 1);
  },
  deopt(section, store, row) {
    const reason = store.text('reason', row) ?? '(unknown)';
    section.deopts.set(reason, (section.deopts.get(reason) ?? 0) + 1);
    const place = `${store.text('scriptUrl', row) ?? '?'}:${store.number('line', row)}:${store.number('column', row)}`;
    section.deoptPlaces.add(`${store.text('function', row) ?? '(anonymous)'} (${place}): ${reason}`);
  },
};

// Marks in their order, with the sequence number by which records lie before or behind them.
function marksOf(run: Run): { name: string; sequence: number; timeUs: number }[] {
  const marks = [];
  for (const store of run.storesOf('mark')) {
    for (let row = store.first; row < store.end; row++) {
      marks.push({ name: store.text('name', row) ?? '(mark)', sequence: store.number('sequence', row), timeUs: store.number('timeUs', row) });
    }
  }
  return marks.sort((a, b) => a.sequence - b.sequence).slice(0, MAX_SECTIONS - 1);
}

// The names of a run's sections and when they begin.
export function sectionsOf(run: Run): { name: string; startUs: number }[] {
  return [{ name: 'start', startUs: startOf(run) }, ...marksOf(run).map(({ name, timeUs }) => ({ name, startUs: timeUs }))];
}

export function startOf(run: Run): number {
  return run.fileName === null || run.about === null ? run.beginUs : run.about.clock.monotonicUs;
}

export function summarize(run: Run): Summary {
  const startUs = startOf(run);
  const marks = marksOf(run);
  const sections = [new Section('start', startUs), ...marks.map(({ name, timeUs }) => new Section(name, timeUs))];
  const whole = new Section('whole run', startUs);
  let lastUs = Math.max(startUs, run.recordedToUs);
  for (const store of run.stores) {
    const add = adders[store.kind];
    const sequences = store.numbers('sequence'), times = store.numbers('timeUs');
    let section = 0;
    for (let row = store.first; row < store.end; row++) {
      while (section < marks.length && sequences.get(row) > marks[section].sequence) section++;
      if (times.get(row) > lastUs) lastUs = times.get(row);
      if (add === undefined) continue;
      add(sections[section], store, row);
      add(whole, store, row);
    }
  }
  sections.forEach((section, i) => { section.endUs = Math.max(section.startUs, sections[i + 1]?.startUs ?? lastUs); });
  whole.endUs = lastUs;
  return { run, sections, whole };
}
