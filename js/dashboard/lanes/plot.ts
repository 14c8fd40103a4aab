// Lines and stacked areas along the shared time axis, by uPlot, of figures that the lane has gathered (lanes/samples.ts).
import uPlot from 'uplot';
import type { Area } from './lane.ts';
import type { Theme } from './theme.ts';

export interface Line {
  label: string;
  color: keyof Theme;
  dash?: number[];  // Colour is never alone.
  fill?: boolean;
  stepped?: boolean;
}

export interface PlotOptions {
  format(value: number): string;
  binary?: boolean;  // Steps of the axis are powers of two.
  stacked?: boolean;
  max?: number;  // The axis ends there, not at the greatest value.
  overlay?(area: Area, context: CanvasRenderingContext2D): void;
}

const BINARY_STEPS = Array.from({ length: 44 }, (_, i) => 2 ** i);

// A line through all points of a series; uPlot's own builder looks for gaps and thins out, which the lanes have done.
const through: uPlot.Series.PathBuilder = (plot, series, first, last) => {
  const times = plot.data[0], values = plot.data[series] as ArrayLike<number>;
  const { left, top, width, height } = plot.bbox;
  const { min: fromUs, max: toUs } = plot.scales.x, { min: low, max: high } = plot.scales.y;
  const perUs = width / (toUs! - fromUs!), perValue = height / (high! - low!);
  const stroke = new Path2D();
  let begun = NaN, x = 0, lastX = NaN, lastY = NaN;
  for (let i = first; i <= last; i++) {
    const value = values[i];
    if (value !== value) continue;
    x = left + (times[i] - fromUs!) * perUs;
    const y = top + height - (value - low!) * perValue;
    // What cannot be told from the point before is left out, but for the last.
    if (Math.abs(x - lastX) < 2 && Math.abs(y - lastY) < 0.5 && i < last) continue;
    lastX = x;
    lastY = y;
    if (begun === begun) {
      stroke.lineTo(x, y);
    } else {
      stroke.moveTo(x, y);
      begun = x;
    }
  }
  if (x === begun) stroke.rect(x - 1, lastY - 1, 2, 2);  // One point is no line, and yet is there.
  const fill = plot.series[series].fill === undefined || begun !== begun ? null : new Path2D(stroke);
  fill?.lineTo(x, top + height);
  fill?.lineTo(begun, top + height);
  return { stroke, fill, clip: null, band: null, flags: 1 };
};

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

  // `values`: for each line, its value at each of `times`; not a number where there is none.
  draw(area: Area, lines: Line[], times: Float64Array, values: Float64Array[]): void {
    this.#area = area;
    this.#build(area, lines);
    const plot = this.#plot!;
    const data = this.options.stacked === true ? stack(values) : values;
    let most = this.options.max ?? 0;
    if (this.options.max === undefined) for (const line of data) for (let i = 0; i < line.length; i++) if (line[i] > most) most = line[i];
    if (plot.width !== area.width || plot.height !== area.height) plot.setSize({ width: area.width, height: area.height });
    plot.batch(() => {
      plot.setData([times, ...data] as unknown as uPlot.AlignedData, false);
      plot.setScale('x', { min: area.timeline.fromUs, max: area.timeline.toUs });
      plot.setScale('y', { min: 0, max: most > 0 ? most * (this.options.max === undefined ? 1.08 : 1) : 10 });
    });
  }

  #build(area: Area, wanted: Line[]): void {
    const built = JSON.stringify([wanted.map(({ label }) => label), area.left, area.theme, this.options.stacked]);
    if (built === this.#built) return;
    this.#built = built;
    this.detach();
    const { theme, left } = area;
    const font = '11px system-ui, sans-serif';
    const lines: uPlot.Series[] = wanted.map(({ label, color, dash, fill, stepped }) => ({
      label, stroke: theme[color], width: 1.5, dash, spanGaps: true, points: { show: false },
      paths: stepped === true ? uPlot.paths.stepped!({ align: 1 }) : this.options.stacked === true ? undefined : through,
      fill: fill === true || this.options.stacked ? `${theme[color]}44` : undefined,
    }));
    this.#plot = new uPlot({
      width: area.width, height: area.height, padding: [6, 0, 7, 0],
      cursor: { show: false }, legend: { show: false }, select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: { x: { time: false, auto: false }, y: { auto: false } },
      axes: [
        { show: false },
        {
          size: left, gap: 4, font, stroke: theme.faint, ticks: { show: false }, grid: { stroke: theme.line, width: 1 }, space: 24,
          incrs: this.options.binary ? BINARY_STEPS : undefined,
          values: (_, splits) => splits.map((split) => this.options.format(split).replace(/\.0+(?=\D)/, '')),  // 4 MB, not 4.0 MB.
        },
      ],
      series: [{}, ...lines],
      bands: this.options.stacked ? wanted.slice(1).map((_, i) => ({ series: [i + 2, i + 1] as [number, number] })) : undefined,
      hooks: {
        draw: [(plot) => {
          const { ctx } = plot;
          ctx.save();
          ctx.scale(devicePixelRatio, devicePixelRatio);
          this.options.overlay?.(this.#area!, ctx);
          ctx.restore();
        }],
      },
    }, [[]], this.#host);
    this.#plot.root.setAttribute('aria-hidden', 'true');
  }
}

// Each line upon the ones before it.
function stack(values: Float64Array[]): Float64Array[] {
  const stacked: Float64Array[] = [];
  for (const line of values) {
    const below = stacked.at(-1);
    stacked.push(line.map((value, i) => (value === value ? value : 0) + (below?.[i] ?? 0)));
  }
  return stacked;
}
