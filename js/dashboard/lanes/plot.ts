// Lines and stacked areas along the shared time axis, by uPlot. The lane says where its figures are; this one thins them to what can be seen.
import uPlot from 'uplot';
import type { RecordStore } from '../data/store.ts';
import type { Area } from './lane.ts';
import type { Theme } from './theme.ts';

export interface Series {
  label: string;
  color: keyof Theme;
  dash?: number[];  // Colour is never alone.
  fill?: boolean;
  value(row: number): number;
  scale?: string;
}

export interface PlotOptions {
  format(value: number): string;
  stacked?: boolean;
  max?: number;  // The axis ends there, not at the greatest value.
  overlay?(area: Area, context: CanvasRenderingContext2D, y: (value: number) => number): void;
}

// Rows that can be told apart at one point a pixel: of more, the first, last, least and greatest of each pixel by the first series.
function thin(from: number, to: number, pixels: number, series: Series[]): number[] {
  const count = to - from;
  if (count <= pixels * 2) return Array.from({ length: count }, (_, i) => from + i);
  const rows: number[] = [];
  const step = count / pixels;
  // At most a few values a pixel are looked at: a million samples of a heap cost no more than some thousand.
  const stride = Math.max(1, Math.floor(step / 8));
  for (let pixel = 0; pixel < pixels; pixel++) {
    const begin = from + Math.floor(pixel * step), end = from + Math.floor((pixel + 1) * step);
    let least = begin, greatest = begin;
    for (let row = begin; row < end; row += stride) {
      const value = series[0].value(row);
      if (value < series[0].value(least)) least = row;
      if (value > series[0].value(greatest)) greatest = row;
    }
    rows.push(Math.min(least, greatest));
    if (least !== greatest) rows.push(Math.max(least, greatest));
  }
  return rows;
}

export class Plot {
  #plot: uPlot | undefined;
  #host: HTMLElement | undefined;
  #built = '';
  #area: Area | undefined;

  constructor(readonly options: PlotOptions) {}

  attach(host: HTMLElement): void {
    this.#host = host;
  }

  detach(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  draw(area: Area, store: RecordStore, series: Series[]): void {
    this.#area = area;
    this.#build(area, series);
    const plot = this.#plot!;
    const { fromUs, toUs } = area.timeline;
    // One more at each side, so that lines leave the picture.
    const from = Math.max(store.first, store.lowerBound(fromUs) - 1), to = Math.min(store.end, store.lowerBound(toUs) + 1);
    const rows = thin(from, Math.max(from, to), Math.floor(area.width - area.left), series);
    const data: number[][] = [rows.map((row) => store.time(row))];
    for (const { value } of series) {
      const below = this.options.stacked ? data.length > 1 ? data[data.length - 1] : undefined : undefined;
      data.push(rows.map((row, i) => value(row) + (below?.[i] ?? 0)));
    }
    if (plot.width !== area.width || plot.height !== area.height) plot.setSize({ width: area.width, height: area.height });
    plot.batch(() => {
      plot.setData(data as uPlot.AlignedData, false);
      plot.setScale('x', { min: fromUs, max: toUs });
      let most = this.options.max ?? 0;
      if (this.options.max === undefined) for (const line of data.slice(1)) for (const value of line) if (value > most) most = value;
      plot.setScale('y', { min: 0, max: most > 0 ? most * (this.options.max === undefined ? 1.08 : 1) : 1 });
    });
  }

  #build(area: Area, series: Series[]): void {
    const built = JSON.stringify([series.map(({ label }) => label), area.left, area.theme, this.options.stacked]);
    if (built === this.#built) return;
    this.#built = built;
    this.detach();
    const { theme, left } = area;
    const font = '11px system-ui, sans-serif';
    const lines: uPlot.Series[] = series.map(({ label, color, dash, fill }) => ({
      label, stroke: theme[color], width: 1.5, dash, spanGaps: true, points: { show: false },
      fill: fill === true || this.options.stacked ? `${theme[color]}44` : undefined,
    }));
    this.#plot = new uPlot({
      width: area.width, height: area.height, padding: [6, 0, 2, 0],
      cursor: { show: false }, legend: { show: false }, select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        { show: false },
        {
          size: left, gap: 4, font, stroke: theme.faint, ticks: { show: false }, grid: { stroke: theme.line, width: 1 }, space: 24,
          values: (_, splits) => splits.map((split) => this.options.format(split)),
        },
      ],
      series: [{}, ...lines],
      bands: this.options.stacked ? series.slice(1).map((_, i) => ({ series: [i + 2, i + 1] as [number, number] })) : undefined,
      hooks: {
        draw: [(plot) => {
          const { ctx } = plot;
          ctx.save();
          ctx.scale(devicePixelRatio, devicePixelRatio);
          this.options.overlay?.(this.#area!, ctx, (value) => plot.valToPos(value, 'y', true) / devicePixelRatio);
          ctx.restore();
        }],
      },
    }, [[]], this.#host);
    this.#plot.root.setAttribute('aria-hidden', 'true');
  }
}
