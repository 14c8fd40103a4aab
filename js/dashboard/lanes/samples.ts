// Figures of a store as points that can be told apart: of more than some a pixel, the rows with the least and the greatest value of each.
import type { RecordStore } from '../data/store.ts';
import type { Area } from './lane.ts';

const LOOKED_AT = 8;  // In each pixel: however many there are, drawing costs the same.

// Rows of [from, to) to draw; `value` decides which of a pixel's rows stand out.
export function thin(from: number, to: number, pixels: number, value: (row: number) => number): number[] {
  const count = Math.max(0, to - from);
  if (count <= pixels * 2) return Array.from({ length: count }, (_, i) => from + i);
  const rows: number[] = [];
  const step = count / pixels;
  const stride = Math.max(1, Math.floor(step / LOOKED_AT));
  for (let pixel = 0; pixel < pixels; pixel++) {
    const begin = from + Math.floor(pixel * step), end = from + Math.floor((pixel + 1) * step);
    let least = begin, greatest = begin;
    for (let row = begin; row < end; row += stride) {
      if (value(row) < value(least)) least = row;
      if (value(row) > value(greatest)) greatest = row;
    }
    rows.push(Math.min(least, greatest));
    if (least !== greatest) rows.push(Math.max(least, greatest));
  }
  return rows;
}

// The rows of what an area shows, and one more at each side, so that lines leave the picture.
export function visibleRows(store: RecordStore, area: Area): { from: number; to: number } {
  const { fromUs, toUs } = area.timeline;
  return { from: Math.max(store.first, store.lowerBound(fromUs) - 1), to: Math.min(store.end, store.lowerBound(toUs) + 1) };
}

interface Bounds {
  key: string;
  rows: Int32Array;
}
const kept = new WeakMap<RecordStore, Bounds>();

// For each pixel and the end of the last: the first row that ended there or later. Several lanes ask for the same ones in a frame.
export function pixelBounds(store: RecordStore, fromUs: number, perPixel: number, pixels: number): Int32Array {
  const key = `${store.first} ${store.end} ${fromUs} ${perPixel} ${pixels}`;
  const had = kept.get(store);
  if (had?.key === key) return had.rows;
  const rows = had !== undefined && had.rows.length === pixels + 1 ? had.rows : new Int32Array(pixels + 1);
  rows[0] = store.lowerBound(fromUs);
  for (let pixel = 1; pixel <= pixels; pixel++) rows[pixel] = store.lowerBound(fromUs + pixel * perPixel, rows[pixel - 1]);
  kept.set(store, { key, rows });
  return rows;
}
