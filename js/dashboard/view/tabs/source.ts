// The source of a script, with what is known of each line in its gutter. Only the lines in sight are elements, however long the script.
import { LineNotes, type Note } from '../../model/line_notes.ts';
import { fileOf, functionsOf } from '../../model/functions.ts';
import type { Page, Picked } from '../../model/page.ts';
import { sitesOf } from '../../model/sites.ts';
import { h, setText } from '../dom.ts';
import type { DrawerTab } from '../drawer.ts';
import type { FunctionPlace } from './bytecode.ts';

const LINE_PX = 18;
const AROUND = 20;  // Lines above and below those in sight.
const PLACED = new Set(['tier', 'deopt', 'ic', 'map']);

export class SourceTab implements DrawerTab {
  readonly id = 'source';
  readonly title = 'source';
  readonly #script = h('select', { 'aria-label': 'Script' });
  readonly #message = h('p', { role: 'status' });
  readonly #lines = h('div', { class: 'source-lines', role: 'list' });
  readonly #scroller = h('div', { class: 'source', tabindex: '0', role: 'region', 'aria-label': 'Source' }, this.#lines);
  readonly #notes = h('ul', { class: 'line-notes', 'aria-label': 'What is known of this line' });
  readonly element = h('div', { class: 'source-tab' }, h('div', { class: 'source-head' }, this.#script, this.#message), this.#scroller, this.#notes);
  #page: Page | undefined;
  #picked: Picked | null = null;
  #url = '';
  #isolate = 1;
  #line = 0;  // That is marked.
  #text: string[] | undefined;
  #facts: LineNotes | undefined;
  #key = '';
  #listKey = '';
  #wanted = false;  // The marked line is to come into sight.

  // `onBytecode`: of a function that begins at the marked line.
  constructor(readonly onBytecode: (place: FunctionPlace) => void) {
    this.#script.addEventListener('change', () => {
      this.#open(this.#script.value, 0);
      this.#page?.changed.emit();
    });
    this.#scroller.addEventListener('scroll', () => this.#fill());
  }

  show(page: Page): void {
    if (page !== this.#page) {
      this.#page = page;
      page.runReplaced.on(() => {
        this.#open('', 0);
        this.#picked = null;
      });
    }
    this.#follow(page);
    this.#list(page);
    const { run } = page;
    const source = this.#url === '' ? undefined : run.sources.get(this.#url);
    setText(this.#message, this.#url === '' ? 'Choose a script, or pick something that has a place: a function, a deopt.'
      : source === null ? 'loading' : source === undefined ? `${this.#url}: its source is not there` : '');
    const versions = [functionsOf(run, this.#isolate).version, sitesOf(run, this.#isolate).version];
    const key = [run.id, this.#url, this.#isolate, source?.length, versions, this.#line].join();
    if (key === this.#key) return;
    this.#key = key;
    this.#text = source?.split('\n');
    this.#facts = this.#text === undefined ? undefined : new LineNotes(run, this.#isolate, this.#url);
    this.#lines.style.height = `${(this.#text?.length ?? 0) * LINE_PX}px`;
    if (this.#wanted && this.#text !== undefined) {
      this.#wanted = false;
      this.#scroller.scrollTop = (this.#line - 4) * LINE_PX;
    }
    this.#fill(true);
    this.#describe();
  }

  // A record that has a place leads there.
  #follow(page: Page): void {
    const { picked, run } = page;
    if (picked === this.#picked) return;
    this.#picked = picked;
    if (picked === null || !PLACED.has(picked.kind)) return;
    const store = run.store(picked.kind, picked.isolate);
    if (picked.row < store.first) return;
    const url = store.text('scriptUrl', picked.row);
    if (url === null) return;
    this.#isolate = picked.isolate;
    this.#open(url, store.number('line', picked.row));
  }

  #open(url: string, line: number): void {
    this.#url = url;
    this.#line = line;
    this.#wanted = line > 0;
    this.#key = '';
    this.#facts = undefined;
    this.#text = undefined;
    if (line === 0) this.#scroller.scrollTop = 0;
  }

  #list(page: Page): void {
    const { run } = page;
    const urls = new Set(run.sources.urls);
    if (this.#url !== '') urls.add(this.#url);
    const key = `${run.id} ${[...urls].join('|')} ${this.#url}`;
    if (key === this.#listKey) return;
    if (!this.#listKey.startsWith(`${run.id} `)) run.sources.refresh().then(() => page.changed.emit());
    this.#listKey = key;
    this.#script.replaceChildren(h('option', { value: '' }, urls.size === 0 ? 'no scripts' : 'scripts'),
                                 ...[...urls].map((url) => h('option', { value: url, title: url }, `${fileOf(url)}  ${url}`)));
    this.#script.value = this.#url;
  }

  #first = -1;
  #last = -1;

  // Elements for the lines in sight.
  #fill(anew = false): void {
    const { scrollTop, clientHeight } = this.#scroller;
    const count = this.#text?.length ?? 0;
    const first = Math.max(0, Math.floor(scrollTop / LINE_PX) - AROUND);
    const last = Math.min(count, Math.ceil((scrollTop + clientHeight) / LINE_PX) + AROUND);
    if (!anew && first === this.#first && last === this.#last) return;
    this.#first = first;
    this.#last = last;
    const rows: Node[] = [];
    for (let i = first; i < last; i++) rows.push(this.#row(i));
    this.#lines.replaceChildren(...rows);
  }

  #row(index: number): HTMLElement {
    const line = index + 1;
    const notes = this.#facts?.byLine.get(line) ?? [];
    const badge = (what: Note['what']) => h('span', { class: `badge badge-${what}`, 'aria-hidden': 'true' }, LineNotes.badges(notes, what));
    const gutter = notes.length === 0 ? h('span', { class: 'gutter' }, h('span', { class: 'line-number' }, line)) : h('button', {
      type: 'button', class: 'gutter', title: notes.map(({ text }) => text).join('\n'),
      click: () => {
        this.#line = line;
        this.#page?.changed.emit();
      },
    }, h('span', { class: 'line-number', 'aria-hidden': 'true' }, line), badge('tier'), badge('ic'), badge('deopt'),
    h('span', { class: 'hidden-text' }, `Line ${line}: ${notes.map(({ text }) => text).join('; ')}`));
    const mark = line === this.#line ? ' marked' : '';
    const row = h('div', { class: `source-line${mark}`, role: 'listitem', 'data-line': line }, gutter, ...this.#code(index, notes));
    row.style.transform = `translateY(${index * LINE_PX}px)`;
    return row;
  }

  // The text, with the places of deopts underlined.
  #code(index: number, notes: Note[]): Node[] {
    const text = this.#text![index];
    const deopts = notes.filter(({ what, column }) => what === 'deopt' && column > 0 && column <= text.length);
    const columns = [...new Set(deopts.map(({ column }) => column))];
    const parts: Node[] = [];
    let at = 0;
    for (const column of columns) {
      const word = /^[\w$]+/.exec(text.slice(column - 1));
      const end = word === null ? column : column - 1 + word[0].length;
      if (column - 1 < at) continue;
      parts.push(document.createTextNode(text.slice(at, column - 1)), h('mark', { class: 'deopt-place' }, text.slice(column - 1, end)));
      at = end;
    }
    parts.push(document.createTextNode(text.slice(at)));
    return [h('code', {}, ...parts)];
  }

  #describe(): void {
    const notes = this.#facts?.byLine.get(this.#line) ?? [];
    const { run } = this.#page!;
    this.#notes.replaceChildren(...notes.slice(0, 100).map((note) => {
      const store = run.store(note.kind, this.#isolate);
      const kept = note.row >= store.first && note.row < store.end;
      return h('li', {}, h('button', {
        type: 'button', class: 'quiet', disabled: !kept, click: () => this.#page!.pick({ kind: note.kind, isolate: this.#isolate, row: note.row }),
      }, `${note.mark} ${note.text} (${note.kind} record${kept ? `, sequence ${store.number('sequence', note.row)}` : ' no longer kept'})`),
      note.begins !== undefined && h('button', {
        type: 'button', click: () => this.onBytecode({ isolate: this.#isolate, ...note.begins! }),
      }, 'bytecode'));
    }));
  }
}
