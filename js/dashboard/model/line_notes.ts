// What is known of each line of a script: the tier of functions that begin there, deopts and inline caches at their columns.
import type { Run } from '../data/run.ts';
import type { Kind } from '../data/schema.ts';
import { functionsOf, nameOf, tierAt, TIER_MARKS, type FunctionHistory } from './functions.ts';
import { sitesOf, STATE_MARKS } from './sites.ts';
import { plural } from '../view/format.ts';

export interface Note {
  column: number;
  mark: string;
  what: 'tier' | 'deopt' | 'ic';
  text: string;
  kind: Kind;
  row: number;
  begins?: FunctionHistory;  // A function, there.
}

// How far a cache has gone, for the one that a line's badge shows.
const WORST = ['generic', 'megamorphic', 'megadom', 'polymorphic', 'monomorphic', 'recompute_handler', 'premonomorphic', 'uninitialized'];

export class LineNotes {
  readonly byLine = new Map<number, Note[]>();

  constructor(readonly run: Run, readonly isolate: number, readonly url: string) {
    const functions = functionsOf(run, isolate);
    for (const entry of functions.all) {
      if (entry.url === url && entry.tiers.length > 0) {
        const tier = tierAt(entry, Infinity) ?? 'unknown';
        const last = entry.tiers.at(-1)!;
        this.#add(entry.line, {
          column: entry.column, mark: TIER_MARKS[tier] ?? '?', what: 'tier', kind: 'tier', row: last.row, begins: entry,
          text: `${nameOf(entry)} is ${tier}; ${plural(entry.seenTiers, 'change')}, ${plural(entry.seenDeopts, 'deopt')}`,
        });
      }
      for (const deopt of entry.deopts) {
        if (deopt.url !== url) continue;
        this.#add(deopt.line, {
          column: deopt.column, mark: '\u2717', what: 'deopt', kind: 'deopt', row: deopt.row,
          text: `deopt of ${nameOf(entry)} at ${deopt.line}:${deopt.column}: ${deopt.reason}, ${deopt.tierLost ?? 'unknown'} code lost`,
        });
      }
    }
    for (const site of sitesOf(run, isolate).of(url)) {
      const property = site.property === null ? '' : ` of ${site.property}`;
      this.#add(site.line, {
        column: site.column, mark: STATE_MARKS[site.state] ?? '?', what: 'ic', kind: 'ic', row: site.row,
        text: `${site.type}${property} at ${site.line}:${site.column} is ${site.state}; ${plural(site.changes, 'change')}`,
      });
    }
    for (const notes of this.byLine.values()) notes.sort((a, b) => a.column - b.column || a.row - b.row);
  }

  // What stands in the gutter: of many caches the one that has gone furthest.
  static badges(notes: Note[], what: Note['what']): string {
    const marks = notes.filter((note) => note.what === what).map(({ mark }) => mark);
    if (what !== 'ic') return [...new Set(marks)].join('');
    return WORST.map((state) => STATE_MARKS[state]).find((mark) => marks.includes(mark)) ?? '';
  }

  #add(line: number, note: Note): void {
    const notes = this.byLine.get(line);
    if (notes === undefined) this.byLine.set(line, [note]);
    else notes.push(note);
  }
}
