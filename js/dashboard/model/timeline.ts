// The one time axis that all lanes share: which stretch of the run is shown, and whether it follows the run.
//
//   live    the window's right end is the newest figure
//   fit     the whole run, however long it gets: how a recording is first shown
//   paused  the window stays where it is
// Times are the host's monotonic microseconds.
import { Signal } from './signal.ts';

export type Mode = 'live' | 'fit' | 'paused';

export interface Range {
  fromUs: number;
  toUs: number;
}

const MIN_SPAN_US = 20;
const DEFAULT_SPAN_US = 10e6;

export class Timeline {
  readonly changed = new Signal();
  mode: Mode = 'live';
  fromUs = 0;
  toUs = DEFAULT_SPAN_US;
  beginUs = 0;  // Of the run.
  endUs = 0;
  cursorUs: number | null = null;
  selection: Range | null = null;

  get spanUs(): number {
    return this.toUs - this.fromUs;
  }

  // The run's bounds have moved.
  extend(beginUs: number, endUs: number): void {
    if (!Number.isFinite(beginUs) || !Number.isFinite(endUs)) return;
    if (beginUs === this.beginUs && endUs === this.endUs) return;
    this.beginUs = beginUs;
    this.endUs = Math.max(endUs, beginUs + MIN_SPAN_US);
    this.#settle();
    this.changed.emit();
  }

  // Another run: as if nothing had been shown.
  reset(mode: Mode): void {
    this.mode = mode;
    this.fromUs = this.beginUs = this.endUs = 0;
    this.toUs = DEFAULT_SPAN_US;
    this.cursorUs = this.selection = null;
    this.changed.emit();
  }

  #settle(): void {
    if (this.mode === 'live') {
      const span = this.spanUs;
      // A young run fills the window from the left.
      const from = Math.max(this.endUs - span, this.beginUs - span * 0.01);
      this.fromUs = from;
      this.toUs = from + span;
    } else if (this.mode === 'fit') {
      const margin = (this.endUs - this.beginUs) * 0.01;
      this.fromUs = this.beginUs - margin;
      this.toUs = this.endUs + margin;
    }
  }

  setMode(mode: Mode): void {
    if (this.mode === mode) return;
    if (this.mode === 'fit' && mode === 'live') this.fromUs = this.toUs - DEFAULT_SPAN_US;
    this.mode = mode;
    this.#settle();
    this.changed.emit();
  }

  // No more will come: a run that fitted into the window now fills it.
  finish(): void {
    if (this.mode === 'live' && this.endUs - this.beginUs < this.spanUs) this.fit();
  }

  togglePause(): void {
    this.setMode(this.mode === 'paused' ? 'live' : 'paused');
  }

  show(fromUs: number, toUs: number): void {
    const span = Math.max(toUs - fromUs, MIN_SPAN_US);
    this.mode = 'paused';
    this.fromUs = fromUs;
    this.toUs = fromUs + span;
    this.changed.emit();
  }

  // Less (factor < 1) or more time, around a moment that stays where it is. A live view goes on being live.
  zoom(factor: number, aroundUs = (this.mode === 'live' ? this.toUs : this.cursorUs ?? (this.fromUs + this.toUs) / 2)): void {
    const most = Math.max((this.endUs - this.beginUs) * 1.5, DEFAULT_SPAN_US);
    const span = Math.min(Math.max(this.spanUs * factor, MIN_SPAN_US), most);
    if (this.mode === 'live') {
      this.toUs = this.fromUs + span;
      this.#settle();
      this.changed.emit();
      return;
    }
    const at = (aroundUs - this.fromUs) / this.spanUs;
    this.show(aroundUs - at * span, aroundUs + (1 - at) * span);
  }

  // Moves by a part of what is shown, and not out of the run.
  pan(part: number): void {
    const span = this.spanUs;
    const from = Math.min(Math.max(this.fromUs + part * span, this.beginUs - span * 0.9), this.endUs - span * 0.1);
    this.show(from, from + span);
  }

  fit(): void {
    this.mode = 'paused';  // So that setMode sees a change.
    this.setMode('fit');
  }

  setCursor(us: number | null): void {
    if (this.cursorUs === us) return;
    this.cursorUs = us;
    this.changed.emit();
  }

  select(range: Range | null): void {
    this.selection = range === null ? null : { fromUs: Math.min(range.fromUs, range.toUs), toUs: Math.max(range.fromUs, range.toUs) };
    this.changed.emit();
  }
}
