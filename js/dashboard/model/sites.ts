// The inline caches of one isolate by their place, as the ic records tell: made in passing, of as many as MAX_SITES.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import { ofIsolates } from './of_isolates.ts';

export interface Site {
  line: number;
  column: number;
  type: string;
  state: string;
  property: string | null;
  changes: number;
  row: number;  // Of the last change.
}

const MAX_SITES = 50_000;

// V8's own letters.
export const STATE_MARKS: Record<string, string> = {
  uninitialized: '0', premonomorphic: '.', monomorphic: '1', polymorphic: 'P', megamorphic: 'N', megadom: 'D', generic: 'G', recompute_handler: '^',
};

class Sites {
  readonly #store: RecordStore;
  readonly #byScript = new Map<string, Map<string, Site>>();
  #row = 0;
  #count = 0;

  constructor(run: Run, isolate: number) {
    this.#store = run.store('ic', isolate);
  }

  get version(): number {
    return this.#row;
  }

  update(): void {
    const store = this.#store;
    for (this.#row = Math.max(this.#row, store.first); this.#row < store.end; this.#row++) this.#take(this.#row);
  }

  of(url: string): Site[] {
    return [...this.#byScript.get(url)?.values() ?? []];
  }

  #take(row: number): void {
    const store = this.#store;
    const url = store.text('scriptUrl', row) ?? '';
    let script = this.#byScript.get(url);
    if (script === undefined) this.#byScript.set(url, script = new Map());
    const line = store.number('line', row), column = store.number('column', row), type = store.text('icType', row) ?? '';
    const key = `${line}:${column} ${type}`;
    const site = script.get(key);
    const state = store.text('newState', row) ?? '', property = store.text('property', row);
    if (site !== undefined) Object.assign(site, { state, property, row, changes: site.changes + 1 });
    else if (this.#count < MAX_SITES) {
      this.#count++;
      script.set(key, { line, column, type, state, property, changes: 1, row });
    }
  }
}

export const sitesOf = ofIsolates((run, isolate) => new Sites(run, isolate));
