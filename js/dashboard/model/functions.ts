// What the tier and deopt records of one isolate say of each function: made in passing, kept for as many functions as MAX_FUNCTIONS.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import { ofIsolates } from './of_isolates.ts';

export interface TierChange {
  us: number;
  tier: string;
  osr: boolean;
  row: number;  // Of the tier store.
}

export interface Deopt {
  us: number;
  reason: string;
  url: string;  // Where the assumption failed: in the function, or in what was inlined into it.
  line: number;
  column: number;
  tierLost: string | null;
  osr: boolean;  // That code was entered in the middle of a loop: calls go on as they did.
  row: number;  // Of the deopt store.
}

// From its moment on calls run code of that tier.
export interface Stretch {
  us: number;
  tier: string;
  row: number;  // Of the tier record that says so; -1 where a deopt does.
}

export interface FunctionHistory {
  readonly key: string;
  readonly name: string;
  readonly url: string;
  readonly line: number;
  readonly column: number;
  readonly number: number;  // By the order in which they were first told of.
  readonly tiers: TierChange[];  // In order; of the oldest only MAX_EVENTS.
  readonly deopts: Deopt[];
  seenTiers: number;
  seenDeopts: number;
  lastUs: number;
}

export const MAX_FUNCTIONS = 20_000;
const MAX_EVENTS = 500;

// V8's own marks in its logs and traces.
export const TIER_MARKS: Record<string, string> = { interpreted: '~', baseline: '^', maglev: '+', turbofan: '*' };
export const TIERS = Object.keys(TIER_MARKS);

// What comes with the host, not from the user.
export function isInternal(url: string): boolean {
  return url === '' || /^(isoscope[:/]|node:)/.test(url);
}

export class Functions {
  readonly #tiers: RecordStore;
  readonly #deopts: RecordStore;
  readonly #byKey = new Map<string, FunctionHistory>();
  readonly #byName = new Map<string, FunctionHistory[]>();  // "name url"
  #tierRow = 0;
  #deoptRow = 0;
  #number = 0;
  version = 0;  // Rises with every change.

  constructor(run: Run, readonly isolate: number) {
    this.#tiers = run.store('tier', isolate);
    this.#deopts = run.store('deopt', isolate);
  }

  // Takes in what has come since.
  update(): void {
    const tiers = this.#tiers, deopts = this.#deopts;
    if (this.#tierRow === tiers.end && this.#deoptRow === deopts.end) return;
    this.version++;
    for (this.#tierRow = Math.max(this.#tierRow, tiers.first); this.#tierRow < tiers.end; this.#tierRow++) this.#takeTier(this.#tierRow);
    for (this.#deoptRow = Math.max(this.#deoptRow, deopts.first); this.#deoptRow < deopts.end; this.#deoptRow++) this.#takeDeopt(this.#deoptRow);
    if (this.#byKey.size > MAX_FUNCTIONS) this.#forget();
  }

  get all(): Iterable<FunctionHistory> {
    return this.#byKey.values();
  }

  get size(): number {
    return this.#byKey.size;
  }

  // Those of one script.
  of(url: string): FunctionHistory[] {
    return [...this.#byKey.values()].filter((entry) => entry.url === url);
  }

  // The function whose code a deopt threw away.
  ofDeopt(row: number): FunctionHistory | undefined {
    for (const entry of this.#byKey.values()) if (entry.deopts.some((deopt) => deopt.row === row)) return entry;
    return undefined;
  }

  #add(name: string, url: string, line: number, column: number): FunctionHistory {
    const key = `${name} ${url}:${line}:${column}`;
    let entry = this.#byKey.get(key);
    if (entry === undefined) {
      entry = { key, name, url, line, column, number: this.#number++, tiers: [], deopts: [], seenTiers: 0, seenDeopts: 0, lastUs: 0 };
      this.#byKey.set(key, entry);
      const nameKey = `${name} ${url}`;
      const list = this.#byName.get(nameKey);
      if (list === undefined) this.#byName.set(nameKey, [entry]);
      else list.push(entry);
    }
    return entry;
  }

  #takeTier(row: number): void {
    const store = this.#tiers;
    const name = store.text('function', row) ?? '', url = store.text('scriptUrl', row) ?? '';
    const entry = this.#add(name, url, store.number('line', row), store.number('column', row));
    const us = store.time(row);
    entry.tiers.push({ us, tier: store.text('tier', row) ?? 'unknown', osr: store.number('osr', row) === 1, row });
    entry.seenTiers++;
    entry.lastUs = us;
    if (entry.tiers.length > MAX_EVENTS) entry.tiers.splice(0, MAX_EVENTS / 2);
  }

  #takeDeopt(row: number): void {
    const store = this.#deopts;
    const name = store.text('function', row) ?? '', url = store.text('scriptUrl', row) ?? '';
    const line = store.number('line', row), column = store.number('column', row);
    const inlinedAt = JSON.parse(store.text('inlinedAt', row) ?? '[]') as { scriptUrl: string | null; line: number; column: number }[] | null;
    // Innermost first: the last call stands in the function itself.
    const own = inlinedAt?.at(-1) ?? { scriptUrl: url, line, column };
    const entry = this.#around(name, own.scriptUrl ?? '', own.line, own.column) ?? this.#add(name, own.scriptUrl ?? '', own.line, own.column);
    const us = store.time(row);
    entry.deopts.push({
      us, reason: store.text('reason', row) ?? 'not told', url, line, column,
      tierLost: store.text('tierLost', row), osr: store.number('osr', row) === 1, row,
    });
    entry.seenDeopts++;
    entry.lastUs = Math.max(entry.lastUs, us);
    if (entry.deopts.length > MAX_EVENTS) entry.deopts.splice(0, MAX_EVENTS / 2);
  }

  // Of those of that name in that script the one that begins last before the place.
  #around(name: string, url: string, line: number, column: number): FunctionHistory | undefined {
    let found: FunctionHistory | undefined;
    for (const entry of this.#byName.get(`${name} ${url}`) ?? []) {
      const before = entry.line < line || (entry.line === line && entry.column <= column);
      const later = found === undefined || entry.line > found.line || (entry.line === found.line && entry.column > found.column);
      if (before && later) found = entry;
    }
    return found;
  }

  // Those of which nothing was heard for longest go.
  #forget(): void {
    const entries = [...this.#byKey.values()].sort((a, b) => a.lastUs - b.lastUs).slice(0, MAX_FUNCTIONS / 4);
    for (const entry of entries) {
      this.#byKey.delete(entry.key);
      const nameKey = `${entry.name} ${entry.url}`;
      const rest = this.#byName.get(nameKey)!.filter((other) => other !== entry);
      if (rest.length === 0) this.#byName.delete(nameKey);
      else this.#byName.set(nameKey, rest);
    }
  }
}

export const functionsOf = ofIsolates((run, isolate) => new Functions(run, isolate));

// What calls of the function run over time. Code entered in a loop serves that loop alone; baseline code that is made after optimized code does
// not take its place; what a deopt throws away leaves the best that there was below.
export function stretchesOf(entry: FunctionHistory): Stretch[] {
  const stretches: Stretch[] = [];
  let current = -1, hasBaseline = false;
  const set = (us: number, rank: number, row: number): void => {
    current = rank;
    stretches.push({ us, tier: TIERS[rank], row });
  };
  const tiers = entry.tiers.filter(({ osr }) => !osr), deopts = entry.deopts.filter(({ osr }) => !osr);
  for (let t = 0, d = 0; t < tiers.length || d < deopts.length;) {
    if (d === deopts.length || (t < tiers.length && tiers[t].us <= deopts[d].us)) {
      const { us, tier, row } = tiers[t++];
      const rank = TIERS.indexOf(tier);
      hasBaseline ||= tier === 'baseline';
      if (rank > current) set(us, rank, row);
    } else {
      const { us, tierLost } = deopts[d++];
      if (tierLost !== null && TIERS.indexOf(tierLost) === current) set(us, TIERS.indexOf(hasBaseline ? 'baseline' : 'interpreted'), -1);
    }
  }
  return stretches;
}

// The last of what began before.
export function tierAt(entry: FunctionHistory, us: number): string | null {
  return stretchesOf(entry).findLast((stretch) => stretch.us <= us)?.tier ?? null;
}

export const nameOf = ({ name }: { name: string }) => (name === '' ? '(anonymous)' : name);
export const fileOf = (url: string) => url.replace(/^.*\//, '');
