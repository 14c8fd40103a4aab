// What changed between two runs, in words and numbers: what `isoscope diff` says (runtime/recording/run_diff.cc), of what the page holds.
import type { Durations, Section, Summary } from './summary.ts';

export type Unit = 'count' | 'us' | 'bytes';

export interface FigureChange {
  name: string;
  unit: Unit;
  before: number;
  after: number;
}

export interface SectionChange {
  name: string;
  before: Section;
  after: Section;
  figures: FigureChange[];
  newDeopts: string[];
  goneDeopts: string[];
}

export interface RunDiff {
  sections: SectionChange[];  // The whole run first.
  onlyBefore: string[];
  onlyAfter: string[];
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function union<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort(order);
}

function compare(name: string, before: Section, after: Section): SectionChange {
  const figures: FigureChange[] = [];
  const add = (figure: string, unit: Unit, a: number, b: number): void => {
    if (a !== 0 || b !== 0) figures.push({ name: figure, unit, before: a, after: b });
  };
  const durations = (figure: string, a: Durations | undefined, b: Durations | undefined): void => {
    add(figure, 'count', a?.count ?? 0, b?.count ?? 0);
    add(`${figure} in all`, 'us', a?.totalUs ?? 0, b?.totalUs ?? 0);
    add(`${figure} p50`, 'us', a?.percentile(50) ?? 0, b?.percentile(50) ?? 0);
    add(`${figure} p99`, 'us', a?.percentile(99) ?? 0, b?.percentile(99) ?? 0);
    add(`${figure} longest`, 'us', a?.maxUs ?? 0, b?.maxUs ?? 0);
  };
  add('time', 'us', before.endUs - before.startUs, after.endUs - after.startUs);
  for (const type of union(before.gc, after.gc)) durations(`gc ${type} pauses`, before.gc.get(type), after.gc.get(type));
  add('gc freed', 'bytes', before.freedBytes, after.freedBytes);
  add('gc promoted', 'bytes', before.promotedBytes, after.promotedBytes);
  add('heap used at most', 'bytes', before.maxUsedBytes, after.maxUsedBytes);
  add('loop iterations', 'count', before.iterations, after.iterations);
  durations('callbacks', before.callbacks, after.callbacks);
  add('ticks', 'count', before.ticks, after.ticks);
  add('microtasks', 'count', before.microtasks, after.microtasks);
  durations('pool waits', before.poolWait, after.poolWait);
  durations('pool runs', before.poolRun, after.poolRun);
  for (const operation of union(before.poolWaitByOperation, after.poolWaitByOperation)) {
    const p50 = (section: Section) => section.poolWaitByOperation.get(operation)?.percentile(50) ?? 0;
    add(`${operation} wait p50`, 'us', p50(before), p50(after));
  }
  for (const tier of union(before.tiers, after.tiers)) add(`code from ${tier}`, 'count', before.tiers.get(tier) ?? 0, after.tiers.get(tier) ?? 0);
  for (const reason of union(before.deopts, after.deopts)) {
    add(`deopts: ${reason}`, 'count', before.deopts.get(reason) ?? 0, after.deopts.get(reason) ?? 0);
  }
  return {
    name, before, after, figures,
    newDeopts: [...after.deoptPlaces].filter((place) => !before.deoptPlaces.has(place)).sort(order),
    goneDeopts: [...before.deoptPlaces].filter((place) => !after.deoptPlaces.has(place)).sort(order),
  };
}

// Sections by their name and how often that stood before: 'reading', 'reading (2)'.
function named(sections: Section[]): Map<string, Section> {
  const found = new Map<string, Section>();
  const seen = new Map<string, number>();
  for (const section of sections) {
    const times = (seen.get(section.name) ?? 0) + 1;
    seen.set(section.name, times);
    found.set(times === 1 ? section.name : `${section.name} (${times})`, section);
  }
  return found;
}

export function diffOf(before: Summary, after: Summary): RunDiff {
  const old = named(before.sections), fresh = named(after.sections);
  const sections = [compare('whole run', before.whole, after.whole)];
  for (const [name, section] of old) {
    const match = fresh.get(name);
    if (match !== undefined) sections.push(compare(name, section, match));
  }
  // Without marks the one section is the whole run.
  if (before.sections.length === 1 && after.sections.length === 1) sections.pop();
  return {
    sections, onlyBefore: [...old.keys()].filter((name) => !fresh.has(name)), onlyAfter: [...fresh.keys()].filter((name) => !old.has(name)),
  };
}

export function wordsFor({ unit, before, after }: FigureChange): string {
  if (before === after) return 'the same';
  if (before === 0) return 'new';
  if (after === 0) return 'gone';
  const up = after > before;
  const word = unit === 'us' ? (up ? 'longer' : 'shorter') : up ? 'more' : unit === 'count' ? 'fewer' : 'less';
  const ratio = after / before;
  return ratio >= 3 ? `${word}, ${ratio.toFixed(1)} times` : `${word}, ${ratio >= 1 ? '+' : '\u2212'}${Math.abs((ratio - 1) * 100).toFixed(0)} %`;
}
