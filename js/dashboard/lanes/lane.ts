// A lane: one aspect of a run along the shared time axis.
//
// view/lane_view.ts gives each lane a section with a head, a body, a summary that is read aloud and a table of what is shown; the lane fills them.
// Lanes are listed in lanes/registry.ts.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import type { Page } from '../model/page.ts';
import type { Range, Timeline } from '../model/timeline.ts';
import type { Theme } from './theme.ts';

// Where a lane draws: a canvas, in CSS pixels. `left` is the width of the gutter, where names stand; time runs from there to `width`.
export interface Area {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  left: number;
  timeline: Timeline;
  theme: Theme;
  run: Run;
  // The pixel of a time, and the time of a pixel.
  x(us: number): number;
  us(x: number): number;
}

// What lies under the pointer: a record, and what a tooltip says of it.
export interface Hit {
  store: RecordStore;
  row: number;
  title: string;
  lines: string[];
}

export type Cell = string | number | null;  // null: not told, or nothing to tell.

export interface Table {
  caption: string;
  columns: string[];
  rows: Cell[][];  // At most MAX_TABLE_ROWS; the caption says of how many.
}

export const MAX_TABLE_ROWS = 200;

export interface Choice {
  name: string;
  values: string[];
  value: string;
  set(value: string): void;
}

// A text by which the lane leaves things out.
export interface Filter {
  label: string;
  set(text: string): void;
}

export interface Lane {
  readonly id: string;  // 'heap-1': unique on the page, and fit for an element's id.
  readonly title: string;
  readonly isolate: number | null;  // null: of the process.
  readonly about: string;  // What is drawn, in a sentence or two: shape and place, never colour alone.
  readonly choices?: Choice[];
  readonly filter?: Filter;
  readonly legend?: { label: string; color: keyof Theme }[];
  // A lane that brings an element of its own (uPlot's) puts it into the body, over the canvas.
  attach?(body: HTMLElement): void;
  detach?(): void;
  // In CSS pixels; may change with what the run has.
  height(page: Page): number;
  draw(area: Area): void;
  // The record at a place, if there is one. `area` is what was drawn last.
  hit(x: number, y: number, area: Area): Hit | null;
  // One sentence on a stretch of time.
  summary(range: Range, run: Run): string;
  table(range: Range, run: Run): Table;
  // A moment's figures, for a cursor that is moved by keys.
  describe?(us: number, run: Run): string;
}
