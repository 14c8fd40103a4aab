// The time axis above the lanes: ticks, marks of the script; and the strip of the whole run below it, in which the window can be moved.
import type { RecordStore } from '../data/store.ts';
import type { Page } from '../model/page.ts';
import type { Theme } from '../lanes/theme.ts';
import { h, setAttribute } from './dom.ts';
import { duration, moment } from './format.ts';
import { gutterOf } from './lane_view.ts';

const AXIS_PX = 34;
const STRIP_PX = 22;
const BUSY_MS = 1000;

// 1, 2 or 5 times a power of ten.
export function tickStep(spanUs: number, wanted: number): number {
  const raw = spanUs / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

export class Axis {
  readonly element: HTMLElement;
  readonly #axis = h('canvas', { class: 'axis', 'aria-hidden': 'true' });
  readonly #strip = h('canvas', { class: 'strip', 'aria-hidden': 'true' });
  readonly #slider: HTMLElement;
  readonly #busy = h('canvas');
  #busyAtMs = -Infinity;
  #drawn = '';

  constructor(readonly page: Page) {
    this.#slider = h('div', {
      class: 'scrubber', role: 'slider', tabindex: '0', 'aria-label': 'Scrub through the run', 'aria-valuemin': '0', 'aria-valuemax': '100',
      'aria-valuenow': '100', title: 'The whole run: drag to move the window',
      keydown: (event: KeyboardEvent) => this.#onKey(event),
      pointerdown: (event: PointerEvent) => this.#onPointer(event),
    }, this.#strip);
    this.element = h('div', { class: 'axis-box' }, this.#axis, this.#slider);
  }

  #onKey(event: KeyboardEvent): void {
    const { timeline } = this.page;
    const steps: Record<string, () => void> = {
      ArrowLeft: () => timeline.pan(-0.1), ArrowRight: () => timeline.pan(0.1), ArrowDown: () => timeline.pan(-0.1), ArrowUp: () => timeline.pan(0.1),
      PageDown: () => timeline.pan(-1), PageUp: () => timeline.pan(1),
      Home: () => timeline.show(timeline.beginUs, timeline.beginUs + timeline.spanUs),
      End: () => timeline.show(timeline.endUs - timeline.spanUs, timeline.endUs),
    };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  }

  #onPointer(event: PointerEvent): void {
    const { timeline } = this.page;
    const box = this.#strip.getBoundingClientRect();
    const left = gutterOf(box.width);
    const move = (at: PointerEvent) => {
      const part = Math.min(1, Math.max(0, (at.clientX - box.left - left) / (box.width - left)));
      const center = timeline.beginUs + part * (timeline.endUs - timeline.beginUs);
      timeline.show(center - timeline.spanUs / 2, center + timeline.spanUs / 2);
    };
    this.#slider.setPointerCapture(event.pointerId);
    move(event);
    const stop = () => {
      this.#slider.removeEventListener('pointermove', move);
      this.#slider.removeEventListener('pointerup', stop);
      this.#slider.removeEventListener('pointercancel', stop);
    };
    this.#slider.addEventListener('pointermove', move);
    this.#slider.addEventListener('pointerup', stop);
    this.#slider.addEventListener('pointercancel', stop);
  }

  draw(theme: Theme, themeVersion: number): void {
    const { timeline, run } = this.page;
    const width = this.element.clientWidth;
    if (width === 0) return;
    const key = [run.id, timeline.fromUs, timeline.toUs, timeline.beginUs, timeline.endUs, width, devicePixelRatio, themeVersion, run.records].join();
    if (key === this.#drawn) return;
    this.#drawn = key;
    const left = gutterOf(width);
    this.#drawAxis(width, left, theme);
    this.#drawStrip(width, left, theme);
    const whole = timeline.endUs - timeline.beginUs;
    const at = whole > 0 ? Math.round(Math.min(1, Math.max(0, (timeline.toUs - timeline.beginUs) / whole)) * 100) : 100;
    setAttribute(this.#slider, 'aria-valuenow', String(at));
    setAttribute(this.#slider, 'aria-valuetext', `${moment(timeline.fromUs - timeline.beginUs, timeline.spanUs)} to ` +
      `${moment(timeline.toUs - timeline.beginUs, timeline.spanUs)} of ${duration(whole)}`);
  }

  #drawAxis(width: number, left: number, theme: Theme): void {
    const context = prepare(this.#axis, width, AXIS_PX);
    const { timeline, run } = this.page;
    const { fromUs, toUs, spanUs, beginUs } = timeline;
    const x = (us: number) => left + (us - fromUs) / spanUs * (width - left);
    context.font = '11px system-ui, sans-serif';
    context.fillStyle = theme.faint;
    context.textBaseline = 'alphabetic';
    const step = tickStep(spanUs, Math.max(2, (width - left) / 110));
    for (let at = Math.ceil((fromUs - beginUs) / step) * step; at + beginUs <= toUs; at += step) {
      const px = x(at + beginUs);
      context.fillRect(px, AXIS_PX - 6, 1, 6);
      const text = moment(at, step * 100);
      if (px + 3 + context.measureText(text).width <= width) context.fillText(text, px + 3, AXIS_PX - 5);
    }
    let free = left;
    for (const store of run.storesOf('mark')) {
      store.overlapping(fromUs, toUs, (row) => {
        const px = x(store.time(row));
        context.fillStyle = markColor(store, row, theme);
        context.fillRect(px, 0, 1.5, AXIS_PX);
        if (px < free) return;
        const text = clip(`${markSign(store, row)}${store.text('name', row) ?? ''}`, 40);
        if (px + 4 + context.measureText(text).width <= width) context.fillText(text, px + 4, 11);
        free = px + 10 + context.measureText(text).width;
      });
    }
  }

  // How busy the loops were: time in callbacks of each pixel. Of the whole run, which changes little from frame to frame.
  #drawBusy(width: number, left: number, theme: Theme): void {
    const context = prepare(this.#busy, width, STRIP_PX);
    const { timeline, run } = this.page;
    const whole = timeline.endUs - timeline.beginUs, pixels = width - left;
    context.fillStyle = theme.panel;
    context.fillRect(left, 0, pixels, STRIP_PX);
    context.fillStyle = theme.s0;
    for (const store of run.storesOf('callback')) {
      const sums = store.sums('durationUs');
      let row = store.lowerBound(timeline.beginUs), before = sums.before(row);
      for (let px = 0; px < pixels; px += 2) {
        const to = store.lowerBound(timeline.beginUs + (px + 2) / pixels * whole, row);
        if (to === row) continue;
        const total = sums.before(to);
        const part = Math.min(1, (total - before) / (whole / pixels * 2));
        context.fillRect(left + px, STRIP_PX - 1 - part * (STRIP_PX - 4), 2, part * (STRIP_PX - 4) + 1);
        row = to;
        before = total;
      }
    }
  }

  #drawStrip(width: number, left: number, theme: Theme): void {
    const context = prepare(this.#strip, width, STRIP_PX);
    const { timeline, run } = this.page;
    const whole = timeline.endUs - timeline.beginUs;
    if (!(whole > 0)) return;
    const pixels = width - left;
    if (performance.now() - this.#busyAtMs > BUSY_MS || this.#busy.width !== this.#strip.width) {
      this.#busyAtMs = performance.now();
      this.#drawBusy(width, left, theme);
    }
    context.drawImage(this.#busy, 0, 0, width, STRIP_PX);
    const scale = pixels / whole;
    for (const store of run.storesOf('mark')) {
      for (let row = Math.max(store.first, store.end - 500); row < store.end; row++) {
        context.fillStyle = markColor(store, row, theme);
        context.fillRect(left + (store.time(row) - timeline.beginUs) * scale, 0, 1, STRIP_PX);
      }
    }
    const from = Math.max(left, left + (timeline.fromUs - timeline.beginUs) * scale);
    const to = Math.min(width, left + (timeline.toUs - timeline.beginUs) * scale);
    context.fillStyle = theme.selection;
    context.fillRect(from, 0, Math.max(3, to - from), STRIP_PX);
    context.strokeStyle = theme.cursor;
    context.strokeRect(from + 0.5, 0.5, Math.max(3, to - from) - 1, STRIP_PX - 1);
  }
}

function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

export function markColor(store: RecordStore, row: number, theme: Theme): string {
  const outcome = store.text('outcome', row);
  return outcome === null ? theme.mark : outcome === 'ok' ? theme.ok : theme.bad;
}

export function markSign(store: RecordStore, row: number): string {
  const outcome = store.text('outcome', row);
  return outcome === null ? '' : outcome === 'ok' ? '\u2713 ' : '\u2717 ';
}

function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}\u2026` : text;
}
