// The bytecode of a function beside its source, as V8 itself disassembles it: asked of the isolate when somebody looks.
import { Door, whyNotAsked } from '../../data/door.ts';
import type { Run } from '../../data/run.ts';
import { fileOf, functionsOf, isInternal, nameOf } from '../../model/functions.ts';
import type { Page, Picked } from '../../model/page.ts';
import { h, setText } from '../dom.ts';
import type { DrawerTab } from '../drawer.ts';

const MAX_LISTED = 300;
const INSTRUCTION = /^\s*(?:\d+ [SE]>)?\s*0x[0-9a-f]+ @\s+(\d+) : (?:[0-9a-f]{2} )+\s*(.*)$/;

// Where V8 says that a function begins.
export interface FunctionPlace {
  isolate: number;
  name: string;
  url: string;
  line: number;
  column: number;
}

interface Bytecode {
  text: string;
  places: { bytecodeOffset: number; line: number; column: number; statement: boolean }[];
}

// Instructions that come from one line of the source, in a row.
interface Group {
  line: number | null;
  instructions: string[];
}

export class BytecodeTab implements DrawerTab {
  readonly id = 'bytecode';
  readonly title = 'bytecode';
  readonly #functions = h('select', { 'aria-label': 'Function' });
  readonly #message = h('p', { role: 'status' });
  readonly #listing = h('div', { class: 'bytecode-listing', tabindex: '0', role: 'region', 'aria-label': 'Bytecode' });
  readonly element = h('div', { class: 'bytecode' }, h('div', { class: 'source-head' }, this.#functions, this.#message), this.#listing);
  readonly #asked = new Map<string, Bytecode | string | null>();  // A text: why there is none; null: not yet.
  #page: Page | undefined;
  #picked: Picked | null = null;
  #wanted: FunctionPlace | null = null;
  #listed: FunctionPlace[] = [];
  #listKey = '';
  #shown = '';
  #state = '';

  constructor() {
    this.#functions.addEventListener('change', () => {
      this.want(this.#listed[Number(this.#functions.value)] ?? null);
      this.#page?.changed.emit();
    });
  }

  want(place: FunctionPlace | null): void {
    this.#wanted = place;
    this.#forget();
  }

  // It may go better, or otherwise wrong, now.
  #forget(): void {
    for (const [key, found] of this.#asked) if (typeof found === 'string') this.#asked.delete(key);
  }

  show(page: Page): void {
    if (page !== this.#page) {
      this.#page = page;
      page.runReplaced.on(() => {
        this.#asked.clear();
        this.#wanted = this.#picked = null;
      });
    }
    if (page.run.state !== this.#state) this.#forget();
    this.#state = page.run.state;
    this.#follow(page);
    this.#list(page.run);
    const { run } = page, place = this.#wanted;
    const key = place === null ? '' : `${place.isolate} ${place.url}:${place.line}:${place.column}`;
    if (place !== null && !this.#asked.has(key)) void this.#ask(page, place, key);
    const found = this.#asked.get(key);
    const source = place === null ? undefined : run.sources.get(place.url);
    const shown = `${run.id} ${key} ${typeof found === 'string' ? found : String(found)} ${source?.length}`;
    const at = String(this.#listed.findIndex(({ isolate, url, line, column }) => `${isolate} ${url}:${line}:${column}` === key));
    this.#functions.value = at === '-1' ? '' : at;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const isThere = typeof found === 'object' && found !== null;
    setText(this.#message, place === null ? 'Choose a function, or pick one in the tiers or the source.'
      : isThere ? `${nameOf(place)}, ${fileOf(place.url)}:${place.line}:${place.column}`
        : found ?? 'asked; a busy isolate answers at its next interrupt');
    this.#listing.replaceChildren(...(isThere ? this.#content(found, source?.split('\n')) : []));
  }

  // A record that tells of a function leads to it.
  #follow({ picked, run }: Page): void {
    if (picked === this.#picked) return;
    this.#picked = picked;
    if (picked === null || (picked.kind !== 'tier' && picked.kind !== 'deopt')) return;
    const store = run.store(picked.kind, picked.isolate);
    if (picked.row < store.first) return;
    if (picked.kind === 'deopt') {
      const entry = functionsOf(run, picked.isolate).ofDeopt(picked.row);
      if (entry !== undefined) this.#wanted = { isolate: picked.isolate, ...entry };
      return;
    }
    this.#wanted = {
      isolate: picked.isolate, name: store.text('function', picked.row) ?? '', url: store.text('scriptUrl', picked.row) ?? '',
      line: store.number('line', picked.row), column: store.number('column', picked.row),
    };
  }

  // Those that records have told of, of the run's own scripts.
  #list(run: Run): void {
    const key = [run.id, ...[...run.isolates.keys()].map((isolate) => functionsOf(run, isolate).version)].join(' ');
    if (key === this.#listKey) return;
    this.#listKey = key;
    this.#listed = [...run.isolates.keys()].flatMap((isolate) => [...functionsOf(run, isolate).all]
      .filter(({ url, tiers }) => !isInternal(url) && tiers.length > 0).map(({ name, url, line, column }) => ({ isolate, name, url, line, column })));
    this.#listed = this.#listed.slice(-MAX_LISTED).sort((a, b) => a.url.localeCompare(b.url) || a.line - b.line || a.column - b.column);
    const names = this.#listed.map((place) =>
      `${nameOf(place)}  ${fileOf(place.url)}:${place.line}${place.isolate === 1 ? '' : `, isolate ${place.isolate}`}`);
    this.#functions.replaceChildren(h('option', { value: '' }, names.length === 0 ? 'no function told of: watch kind tier' : 'functions'),
                                    ...names.map((name, i) => h('option', { value: i }, name)));
  }

  async #ask(page: Page, { isolate, url, line, column }: FunctionPlace, key: string): Promise<void> {
    const { run } = page;
    const problem = whyNotAsked(run);
    if (problem !== null) return void this.#asked.set(key, `No bytecode: ${problem}.`);
    this.#asked.set(key, null);
    let found: Bytecode | string;
    try {
      const door = await Door.open(run.base!, isolate);
      try {
        found = await door.ask('getBytecode', { scriptUrl: url, line, column }) as Bytecode;
      } finally {
        door.close();
      }
    } catch (error) {
      found = `No bytecode: ${(error as Error).message}.`;
    }
    if (page.run !== run) return;
    this.#asked.set(key, found);
    page.changed.emit();
  }

  #content({ text, places }: Bytecode, source: string[] | undefined): Node[] {
    const lineOf = new Map(places.map(({ bytecodeOffset, line }) => [bytecodeOffset, line]));
    const groups: Group[] = [], before: string[] = [], after: string[] = [];
    for (const row of text.trimEnd().split('\n')) {
      const match = INSTRUCTION.exec(row);
      if (match === null) {
        (groups.length === 0 ? before : after).push(row);
        continue;
      }
      const line = lineOf.get(Number(match[1])) ?? groups.at(-1)?.line ?? null;
      if (groups.length === 0 || groups.at(-1)!.line !== line) groups.push({ line, instructions: [] });
      groups.at(-1)!.instructions.push(`${match[1].padStart(5)}  ${match[2]}`);
    }
    const rows = groups.map(({ line, instructions }) => h('tr', {},
      h('td', { class: 'line-number' }, line ?? ''),
      h('td', { class: 'bytecode-source' }, h('code', {}, line === null ? '' : source?.[line - 1]?.trim() ?? '')),
      h('td', {}, h('pre', {}, instructions.join('\n')))));
    return [
      h('table', {}, h('caption', {}, before.join(', ')),
        h('thead', {}, h('tr', {}, ...['line', 'source', 'bytecode: offset and instruction'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, ...rows)),
      h('details', {}, h('summary', {}, 'constants, handlers, positions'), h('pre', {}, after.join('\n'))),
    ];
  }
}
