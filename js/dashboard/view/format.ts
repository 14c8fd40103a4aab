// Figures as people read them.

// What is not told.
export const NONE = '\u2013';

// A number as it is.
export const plain = (value: number): string => (Number.isFinite(value) ? String(value) : NONE);

export function bytes(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size < 1000) return `${Math.round(value)} B`;
  if (size < 1024 * 1000) return `${(value / 1024).toFixed(size < 10240 ? 1 : 0)} KB`;
  if (size < 1048576 * 1000) return `${(value / 1048576).toFixed(size < 104857600 ? 1 : 0)} MB`;
  return `${(value / 1073741824).toFixed(2)} GB`;
}

export function duration(us: number): string {
  if (!Number.isFinite(us)) return NONE;
  const size = Math.abs(us);
  if (size < 1000) return `${Math.round(us)} \u00b5s`;
  if (size < 1e6) return `${(us / 1000).toFixed(size < 1e4 ? 2 : 1)} ms`;
  if (size < 6e7) return `${(us / 1e6).toFixed(2)} s`;
  return `${Math.floor(us / 6e7)} min ${((us / 1e6) % 60).toFixed(0)} s`;
}

// A moment, counted from the begin of the run, in as many digits as `spanUs` makes worthwhile.
export function moment(us: number, spanUs = 1e6): string {
  if (!Number.isFinite(us)) return NONE;
  const digits = Math.min(6, Math.max(0, Math.ceil(-Math.log10(spanUs / 1e6 / 100))));
  return `${(us / 1e6).toFixed(digits)} s`;
}

export function count(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

export function percent(part: number): string {
  return Number.isFinite(part) ? `${(part * 100).toFixed(part < 0.1 ? 1 : 0)} %` : NONE;
}

export function plural(value: number, word: string): string {
  return `${count(value)} ${word}${value === 1 ? '' : 's'}`;
}
