// A lane of one or a few figures of one kind as lines: allocation, delays, utilization.
import type { Run } from '../data/run.ts';
import type { Kind } from '../data/schema.ts';
import type { RecordStore } from '../data/store.ts';
import type { Range } from '../model/timeline.ts';
import { moment } from '../view/format.ts';
import type { Area, Hit, Lane, Table } from './lane.ts';
import { Plot, type Line } from './plot.ts';
import { newestRecords } from './records.ts';
import { gather, thin, visibleRows } from './samples.ts';
import { nearest, rowsIn } from './spans.ts';

export interface Figure extends Line {
  column: string;
}

export interface LinesOptions {
  id: string;
  title: string;
  about: string;
  kind: Kind;
  figures: Figure[];
  height: number;
  format(value: number): string;
  binary?: boolean;
  max?: number;
}

export class LinesLane implements Lane {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly #store: RecordStore;
  readonly #plot: Plot;

  constructor(run: Run, readonly isolate: number, readonly options: LinesOptions) {
    this.id = `${options.id}-${isolate}`;
    ({ title: this.title, about: this.about } = options);
    this.#store = run.store(options.kind, isolate);
    this.#plot = new Plot({ format: options.format, binary: options.binary, max: options.max });
  }

  get legend(): Figure[] {
    return this.options.figures.length > 1 ? this.options.figures : [];
  }

  attach(body: HTMLElement): void {
    this.#plot.attach(body);
  }

  detach(): void {
    this.#plot.detach();
  }

  height(): number {
    return this.options.height;
  }

  draw(area: Area): void {
    const store = this.#store;
    const columns = this.options.figures.map(({ column }) => store.numbers(column));
    const { from, to } = visibleRows(store, area);
    const rows = thin(from, to, Math.floor((area.width - area.left) / 2), columns.at(-1)!);
    this.#plot.draw(area, this.options.figures, gather(rows, (row) => store.time(row)),
                    columns.map((column) => gather(rows, (row) => column.get(row))));
  }

  #says(row: number): string[] {
    return this.options.figures.map(({ label, column }) => `${label}: ${this.options.format(this.#store.number(column, row))}`);
  }

  hit(x: number, _y: number, area: Area): Hit | null {
    const row = nearest(this.#store, area.us(x));
    if (row < 0) return null;
    return { store: this.#store, row, title: `${this.title} at ${moment(this.#store.time(row) - area.run.beginUs)}`, lines: this.#says(row) };
  }

  summary(range: Range): string {
    const { from, to } = rowsIn(this.#store, range);
    if (from === to) return 'no figures';
    return this.options.figures.map(({ label, column }) => {
      const extremes = this.#store.extremes(column);
      return `${label} from ${this.options.format(extremes.min(from, to))} to ${this.options.format(extremes.max(from, to))}, ` +
        `last ${this.options.format(this.#store.number(column, to - 1))}`;
    }).join('; ');
  }

  table(range: Range, run: Run): Table {
    return newestRecords(this.title, [this.#store], range, run, this.options.figures.map(({ column }) => column));
  }

  describe(us: number): string {
    const row = nearest(this.#store, us);
    return row < 0 ? 'no figures' : this.#says(row).join(', ');
  }
}
