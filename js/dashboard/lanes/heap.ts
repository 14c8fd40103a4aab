// The heap of one isolate: its spaces over time, each collection as a mark with its shape by type, and the rate of allocation.
import type { Run } from '../data/run.ts';
import { kindInfo } from '../data/schema.ts';
import type { RecordStore } from '../data/store.ts';
import type { Range } from '../model/timeline.ts';
import { bytes, duration, moment, plain, plural } from '../view/format.ts';
import type { Area, Choice, Hit, Lane, Table } from './lane.ts';
import { Plot, type Line } from './plot.ts';
import { newestRecords } from './records.ts';
import { thin, visibleRows } from './samples.ts';
import { nearest, rowsIn } from './spans.ts';
import type { Theme } from './theme.ts';

const COLORS: (keyof Theme)[] = ['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7'];
const DASHES = [undefined, [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4], [1, 3], [10, 2, 2, 2]];
const MARK_PX = 9;
// The last place is for those that another V8 may have.
const SPACES = ['new_space', 'old_space', 'code_space', 'trusted_space', 'large_object_space', 'new_large_object_space', ''];
const MAX_SINGLE = 1200;
const [SAMPLE, BEFORE, AFTER] = [0, 1, 2];
// The types of collections up to here are of the young generation.
const MINOR = kindInfo('gc').fields.find(({ name }) => name === 'type')!.values!.indexOf('minorMarkSweep');

// Where a collection's mark stands: its shape says its type, as its colour does.
const MARKS: Record<string, { color: keyof Theme; shape: 'triangle' | 'diamond' | 'square' | 'cross' }> = {
  scavenge: { color: 'scavenge', shape: 'triangle' },
  minorMarkSweep: { color: 'scavenge', shape: 'triangle' },
  markSweepCompact: { color: 'major', shape: 'diamond' },
  incrementalMarking: { color: 'incremental', shape: 'square' },
  weakCallbacks: { color: 'weak', shape: 'cross' },
};

// A line, and where its figures are: samples of the heap, and what each collection found and left.
interface Series extends Line {
  heap: string;
  before?: string;
  after?: string;
}

export class HeapLane implements Lane {
  readonly id: string;
  readonly title = 'Heap';
  readonly about = 'Used bytes of each space of V8\'s heap. Marks at the top are collections: triangle scavenge, diamond mark-sweep-compact, ' +
    'square incremental marking, cross weak callbacks; a line through the lane is as wide as the pause.';
  readonly choices: Choice[];
  readonly #heap: RecordStore;
  readonly #gc: RecordStore;
  #plot!: Plot;
  #body: HTMLElement | undefined;
  #form = 'lines';

  constructor(run: Run, readonly isolate: number) {
    this.id = `heap-${isolate}`;
    this.#heap = run.store('heap', isolate);
    this.#gc = run.store('gc', isolate);
    this.choices = [{ name: 'form', values: ['lines', 'stacked', 'total'], value: this.#form, set: (value) => this.#setForm(value) }];
    this.#makePlot();
  }

  #setForm(value: string): void {
    this.#form = value;
    this.#plot.detach();
    this.#makePlot();
    if (this.#body !== undefined) this.#plot.attach(this.#body);
  }

  #makePlot(): void {
    this.#plot = new Plot({
      format: bytes, binary: true, stacked: this.#form === 'stacked', overlay: (area, context) => this.#drawMarks(area, context),
    });
  }

  attach(body: HTMLElement): void {
    this.#body = body;
    this.#plot.attach(body);
  }

  detach(): void {
    this.#plot.detach();
  }

  height(): number {
    return 180;
  }

  // The spaces that were ever used, in an order that does not depend on when: each keeps its colour from run to run.
  spaces(): string[] {
    const used = [...this.#heap.columns.keys()].map((name) => /^spaces\.(\w+)\.usedBytes$/.exec(name)?.[1]).filter((name) => name !== undefined);
    const place = (name: string) => (SPACES.indexOf(name) + SPACES.length) % SPACES.length;
    return used.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  }

  #series(): Series[] {
    if (this.#form === 'total') {
      return [
        { label: 'used', color: 's0', heap: 'usedBytes', before: 'usedBeforeBytes', after: 'usedAfterBytes' },
        { label: 'total', color: 's2', dash: DASHES[1], heap: 'totalBytes', before: 'totalBeforeBytes', after: 'totalAfterBytes' },
        { label: 'external', color: 's4', dash: DASHES[2], heap: 'externalBytes' },
      ];
    }
    return this.spaces().map((space, i) => ({
      label: space, color: COLORS[i % COLORS.length], dash: DASHES[i % DASHES.length],
      heap: `spaces.${space}.usedBytes`, before: `spaces.${space}.usedBeforeBytes`, after: `spaces.${space}.usedAfterBytes`,
    }));
  }

  get legend(): { label: string; color: keyof Theme }[] {
    return this.#series().map(({ label, color }) => ({ label: label.replace(/_space$/, ''), color }));
  }

  // Samples and collections, in the order of their times: between two samples a collection may have come and gone.
  draw(area: Area): void {
    const heap = this.#heap, gc = this.#gc;
    const lines = this.#series();
    // Each collection is two points; what lies closer than a pixel cannot be told apart.
    const pixels = Math.floor((area.width - area.left) / 2);
    const samples = visibleRows(heap, area), collections = visibleRows(gc, area);
    const heapRows = thin(samples.from, samples.to, pixels, heap.numbers('usedBytes'));
    const gcRows = thin(collections.from, collections.to, Math.floor(pixels / 4), gc.numbers('usedBeforeBytes'));
    const length = heapRows.length + 2 * gcRows.length;
    const times = new Float64Array(length), rows = new Uint32Array(length), what = new Uint8Array(length);
    let at = 0, next = 0;
    const add = (us: number, row: number, from: number): void => {
      times[at] = us;
      rows[at] = row;
      what[at++] = from;
    };
    const addCollections = (beforeUs: number): void => {
      for (; next < gcRows.length && gc.start(gcRows[next]) < beforeUs; next++) {
        add(gc.start(gcRows[next]), gcRows[next], BEFORE);
        add(gc.time(gcRows[next]), gcRows[next], AFTER);
      }
    };
    for (const row of heapRows) {
      addCollections(heap.time(row));
      add(heap.time(row), row, SAMPLE);
    }
    addCollections(Infinity);
    const values = lines.map(({ heap: name, before, after }) => {
      const columns = [heap.numbers(name), before === undefined ? null : gc.numbers(before), after === undefined ? null : gc.numbers(after)];
      const line = new Float64Array(length);
      for (let i = 0; i < length; i++) line[i] = columns[what[i]]?.get(rows[i]) ?? NaN;
      return line;
    });
    this.#plot.draw(area, lines, times, values);
  }

  #drawMarks(area: Area, context: CanvasRenderingContext2D): void {
    const gc = this.#gc;
    const { fromUs, toUs } = area.timeline;
    const types = gc.numbers('type'), marks = new Map(gc.values('type').map((type, i) => [i, new Marks(MARKS[type ?? ''] ?? MARKS.scavenge)]));
    const add = (row: number) => (marks.get(types.get(row)) ?? marks.get(0)!).add(area.x(gc.start(row)), area.x(gc.time(row)), area.height);
    const { from, to } = rowsIn(gc, area.timeline);
    if (to - from <= MAX_SINGLE) {
      gc.overlapping(fromUs, toUs, (row) => { add(row); });
    } else {
      // Of very many one in some pixels, and those that are not minor by themselves.
      const stepUs = area.us(MARK_PX / 2) - area.us(0);
      for (let row = from; row < to; row = Math.max(row + 1, gc.lowerBound(gc.time(row) + stepUs, row))) add(row);
      gc.extremes('type').above(from, to, MINOR, add);
    }
    for (const each of marks.values()) each.draw(area, context);
  }

  hit(x: number, y: number, area: Area): Hit | null {
    const reach = area.us(x + MARK_PX / 2) - area.us(x);
    const us = area.us(x);
    let found = -1;
    this.#gc.overlapping(us - reach, us + reach, (row) => {
      if (found < 0 || Math.abs(this.#gc.start(row) - us) < Math.abs(this.#gc.start(found) - us)) found = row;
    });
    if (found >= 0 && (y < 2 * MARK_PX || Math.abs(area.x(this.#gc.start(found)) - x) < 3)) return this.#gcHit(found, area.run);
    const row = nearest(this.#heap, us);
    if (row < 0) return null;
    return {
      store: this.#heap, row, title: `heap at ${moment(this.#heap.time(row) - area.run.beginUs)}`,
      lines: this.#series().map(({ label, heap }) => `${label}: ${bytes(this.#heap.number(heap, row))}`),
    };
  }

  #gcHit(row: number, run: Run): Hit {
    const gc = this.#gc;
    const promoted = gc.number('promotedBytes', row);
    return {
      store: gc, row, title: `${gc.text('type', row) ?? 'collection'}, cycle ${plain(gc.number('cycle', row))}`,
      lines: [
        `reason: ${gc.text('reason', row) ?? 'not told'}`,
        `pause: ${duration(gc.number('durationUs', row))} at ${moment(gc.start(row) - run.beginUs)}`,
        `freed: ${bytes(gc.number('freedBytes', row))}`,
        ...(Number.isNaN(promoted) ? [] : [`promoted: ${bytes(promoted)} (derived)`]),
        `used: ${bytes(gc.number('usedBeforeBytes', row))} before, ${bytes(gc.number('usedAfterBytes', row))} after`,
      ],
    };
  }

  summary(range: Range): string {
    const gc = this.#gc;
    const { from, to } = rowsIn(gc, range);
    const heap = rowsIn(this.#heap, range);
    const used = heap.to > heap.from ? `${bytes(this.#heap.number('usedBytes', heap.to - 1))} used, ` : '';
    if (to === from) return `${used}no collection`;
    const rate = this.#heap.extremes('allocationBytesPerSecond').max(heap.from, heap.to);
    return `${used}${plural(to - from, 'collection')} paused ${duration(gc.sums('durationUs').sum(from, to))} in all, the longest ` +
      `${duration(gc.extremes('durationUs').max(from, to))}; freed ${bytes(gc.sums('freedBytes').sum(from, to))}, promoted ` +
      `${bytes(gc.sums('promotedBytes').sum(from, to))}${rate > 0 ? `; allocation up to ${bytes(rate)}/s` : ''}`;
  }

  table(range: Range, run: Run): Table {
    return newestRecords('Collections', [this.#gc], range, run, ['type', 'reason', 'durationUs', 'freedBytes', 'promotedBytes']);
  }

  describe(us: number): string {
    const row = nearest(this.#heap, us);
    return row < 0 ? 'no figures' : this.#series().map(({ label, heap }) => `${label} ${bytes(this.#heap.number(heap, row))}`).join(', ');
  }
}

// The marks of one type, drawn at once; those that lie on each other are one.
class Marks {
  readonly #shapes = new Path2D();
  readonly #pauses = new Path2D();
  #lastX = -Infinity;
  #any = false;

  constructor(readonly how: (typeof MARKS)[string]) {}

  add(begin: number, end: number, height: number): void {
    if (begin - this.#lastX < 0.5) return;
    this.#lastX = begin;
    this.#any = true;
    this.#pauses.rect(begin, 0, Math.max(1, end - begin), height);
    addShape(this.#shapes, this.how.shape, begin, 1);
  }

  draw({ theme }: Area, context: CanvasRenderingContext2D): void {
    if (!this.#any) return;
    context.fillStyle = theme[this.how.color];
    context.globalAlpha = this.how.shape === 'triangle' ? 0.2 : 0.45;
    context.fill(this.#pauses);
    context.globalAlpha = 1;
    context.fill(this.#shapes);
  }
}

function addShape(path: Path2D, shape: string, x: number, y: number): void {
  const half = MARK_PX / 2;
  if (shape === 'triangle') {
    path.moveTo(x, y + MARK_PX - 2);
    path.lineTo(x - half + 1, y);
    path.lineTo(x + half - 1, y);
    path.closePath();
  } else if (shape === 'diamond') {
    path.moveTo(x, y);
    path.lineTo(x + half, y + half);
    path.lineTo(x, y + MARK_PX);
    path.lineTo(x - half, y + half);
    path.closePath();
  } else if (shape === 'square') {
    path.rect(x - half + 1, y, MARK_PX - 2, MARK_PX - 2);
  } else {
    path.rect(x - 1, y, 2, MARK_PX);
    path.rect(x - half, y + half - 1, MARK_PX, 2);
  }
}
