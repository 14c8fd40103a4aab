// Figures of a store as points that can be told apart: of more than some a pixel, the rows with the least and the greatest value of each.
import type { NumberColumn } from '../data/columns.ts';
import type { RecordStore } from '../data/store.ts';
import type { Area } from './lane.ts';

const LOOKED_AT = 8;  // In each pixel: however many there are, drawing costs the same.

// Rows of [from, to) to draw; the values of `column` decide which of a pixel's rows stand out.
export function thin(from: number, to: number, pixels: number, column: NumberColumn): Uint32Array {
  const count = Math.max(0, to - from);
  if (count <= pixels * 2) return Uint32Array.from({ length: count }, (_, i) => from + i);
  const rows = new Uint32Array(pixels * 2);
  let length = 0;
  const step = count / pixels;
  const stride = Math.max(1, Math.floor(step / LOOKED_AT));
  for (let pixel = 0; pixel < pixels; pixel++) {
    const begin = from + Math.floor(pixel * step), end = from + Math.floor((pixel + 1) * step);
    let least = begin, greatest = begin, low = column.get(begin), high = low;
    for (let row = begin + stride; row < end; row += stride) {
      const value = column.get(row);
      if (value < low) {
        least = row;
        low = value;
      } else if (value > high) {
        greatest = row;
        high = value;
      }
    }
    rows[length++] = Math.min(least, greatest);
    if (least !== greatest) rows[length++] = Math.max(least, greatest);
  }
  return rows.subarray(0, length);
}

export function gather(rows: Uint32Array, value: (row: number) => number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = value(rows[i]);
  return values;
}

// The rows of what an area shows, and one more at each side, so that lines leave the picture.
export function visibleRows(store: RecordStore, area: Area): { from: number; to: number } {
  const { fromUs, toUs } = area.timeline;
  return { from: Math.max(store.first, store.lowerBound(fromUs) - 1), to: Math.min(store.end, store.lowerBound(toUs) + 1) };
}

// The pixels of an area as stretches of time. They lie at multiples of their length, so that what is drawn does not shimmer as the window moves.
export interface Pixels {
  x: number;  // Of the first.
  count: number;
  fromUs: number;
  perPixel: number;  // In microseconds.
}

export function pixelsOf(area: Area): Pixels {
  const { fromUs, spanUs } = area.timeline;
  const count = Math.ceil(area.width - area.left), perPixel = spanUs / count;
  const begin = Math.floor(fromUs / perPixel) * perPixel;
  return { x: area.left + Math.round((begin - fromUs) / perPixel), count: count + 1, fromUs: begin, perPixel };
}

interface Bounds {
  key: string;
  rows: Int32Array;
}
const kept = new WeakMap<RecordStore, Bounds>();

// For each pixel and the end of the last: the first row that ended there or later. Several figures of a store are asked for in a frame.
function pixelBounds(store: RecordStore, { fromUs, perPixel, count }: Pixels): Int32Array {
  const key = `${store.first} ${store.end} ${fromUs} ${perPixel} ${count}`;
  const had = kept.get(store);
  if (had?.key === key) return had.rows;
  const rows = had !== undefined && had.rows.length === count + 1 ? had.rows : new Int32Array(count + 1);
  rows[0] = store.lowerBound(fromUs);
  for (let pixel = 1; pixel <= count; pixel++) rows[pixel] = store.lowerBound(fromUs + pixel * perPixel, rows[pixel - 1]);
  kept.set(store, { key, rows });
  return rows;
}

let figures = new Float64Array(0);

function room(count: number): Float64Array {
  if (figures.length < count) figures = new Float64Array(count);
  return figures;
}

// How much of the time of each pixel a figure in microseconds took of the records that ended there, but for the rows `without`. Good until the
// next call.
export function partsOf(store: RecordStore, name: string, pixels: Pixels, without: readonly number[] = []): Float64Array {
  const { fromUs, perPixel, count } = pixels;
  const parts = room(count);
  const totals = store.totals(name);
  const byTime = totals.widthUs <= perPixel;
  if (byTime) {
    totals.parts(fromUs, perPixel, count, parts);
  } else {
    const bounds = pixelBounds(store, pixels), sums = store.sums(name);
    let before = sums.before(bounds[0]);
    for (let pixel = 0; pixel < count; pixel++) {
      const total = bounds[pixel + 1] === bounds[pixel] ? before : sums.before(bounds[pixel + 1]);
      parts[pixel] = (total - before) / perPixel;
      before = total;
    }
  }
  const column = store.numbers(name);
  for (const row of without) {
    const value = column.get(row), us = store.time(row);
    if (!(value > 0)) continue;
    // As they came in: at once, or evenly over a stretch.
    const { fromUs: begin, toUs: end } = byTime ? totals.around(us) : { fromUs: us, toUs: us };
    const first = Math.floor((begin - fromUs) / perPixel), last = Math.floor((end - fromUs) / perPixel);
    for (let pixel = Math.max(0, first); pixel <= Math.min(count - 1, last); pixel++) {
      const overlap = Math.min(end, fromUs + (pixel + 1) * perPixel) - Math.max(begin, fromUs + pixel * perPixel);
      parts[pixel] -= value / perPixel * (end > begin ? Math.max(0, overlap) / (end - begin) : 1);
    }
  }
  return parts;
}

// The greatest value in each pixel, of the records that ended there. Good until the next call.
export function mostOf(store: RecordStore, name: string, pixels: Pixels): Float64Array {
  const { fromUs, perPixel, count } = pixels;
  const values = room(count);
  const most = store.most(name);
  if (most.widthUs <= perPixel) {
    for (let pixel = 0; pixel < count; pixel++) values[pixel] = most.between(fromUs + pixel * perPixel, fromUs + (pixel + 1) * perPixel);
  } else {
    const bounds = pixelBounds(store, pixels), extremes = store.extremes(name);
    for (let pixel = 0; pixel < count; pixel++) {
      values[pixel] = bounds[pixel] === bounds[pixel + 1] ? 0 : extremes.max(bounds[pixel], bounds[pixel + 1]);
    }
  }
  return values;
}
