// Two runs side by side, aligned at a section that both have, and what changed between them in words and numbers.
import type { Run } from '../data/run.ts';
import { diffOf, wordsFor, type FigureChange, type RunDiff, type SectionChange } from '../model/diff.ts';
import { Page } from '../model/page.ts';
import { Signal } from '../model/signal.ts';
import { summarize } from '../model/summary.ts';
import { h, setText } from './dom.ts';
import { bytes, count, duration, plural } from './format.ts';
import type { Frames } from './frame.ts';
import { LanesView } from './lanes.ts';

const MAX_LISTED = 100;
const shown = { count, us: duration, bytes };

interface Side {
  page: Page;
  lanes: LanesView;
  element: HTMLElement;
}

export class Compare {
  readonly element: HTMLElement;
  readonly #section = h('select', { 'aria-label': 'Section in which the runs are aligned' });
  readonly #all = h('input', { type: 'checkbox' });
  readonly #columns = h('div', { class: 'compare-columns' });
  readonly #result = h('div', { class: 'compare-result' });
  readonly #runs = h('p', { class: 'compare-runs', role: 'status' });
  #runsShown: [Run, Run] | undefined;
  sides: Side[] = [];  // Before and after, while they are shown.
  #diff: RunDiff | undefined;
  #unlisten: (() => void)[] = [];
  #key = '';

  constructor(readonly frames: Frames) {
    this.#section.addEventListener('change', () => this.#align());
    this.#all.addEventListener('change', () => this.#fill());
    const button = (text: string, click: () => void) => h('button', { type: 'button', click }, text);
    this.element = h('section', { class: 'compare', hidden: true, 'aria-label': 'Comparison of two runs' },
      h('header', { class: 'compare-head' }, h('h2', {}, 'Two runs'), this.#runs,
        h('label', {}, 'aligned at ', this.#section), h('label', {}, this.#all, 'also what is the same'),
        button('swap', () => this.#swap()), button('close', () => this.close())),
      this.#result, this.#columns);
    // Also from within its fields, whose keys are their own otherwise.
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      this.close();
    });
    frames.onDraw(() => this.#draw());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  show(before: Run, after: Run): void {
    this.#dispose();
    this.#runsShown = [before, after];
    this.sides = [this.#side(before, 'before'), this.#side(after, 'after')];
    this.#columns.replaceChildren(...this.sides.map(({ element }) => element));
    this.#follow(0, 1);
    this.#follow(1, 0);
    this.element.hidden = false;
    document.documentElement.classList.add('comparing');
    this.#key = '';
    this.frames.invalidate();
    this.element.scrollIntoView({ block: 'start' });
  }

  #swap(): void {
    if (this.#runsShown !== undefined) this.show(this.#runsShown[1], this.#runsShown[0]);
  }

  close(): void {
    this.element.hidden = true;
    document.documentElement.classList.remove('comparing');
    this.#dispose();
    this.#runsShown = undefined;
    this.frames.invalidate();
  }

  #dispose(): void {
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
    for (const { lanes } of this.sides) lanes.dispose();
    this.sides = [];
    this.#columns.replaceChildren();
  }

  #side(run: Run, which: string): Side {
    const page = new Page({ run, runChanged: new Signal<Run>(), watch() {} });
    const lanes = new LanesView(page, this.frames, `${which}-`);
    this.#unlisten.push(page.changed.on(this.frames.invalidate), run.changed.on(this.frames.invalidate), () => page.dispose());
    const title = h('h3', { id: `${which}-title` }, `${which}: ${run.name}`);
    return { page, lanes, element: h('section', { class: 'compare-side', 'aria-label': which }, title, lanes.element) };
  }

  // What is moved on one side moves on the other, by the same time since the section's begin.
  #moving = false;

  #follow(one: number, other: number): void {
    const from = this.sides[one].page.timeline, to = this.sides[other].page.timeline;
    this.#unlisten.push(from.changed.on(() => {
      const section = this.#current();
      if (this.#moving || section === undefined) return;
      const starts = [section.before.startUs, section.after.startUs];
      const shift = starts[other] - starts[one];
      this.#moving = true;
      if (from.fromUs + shift !== to.fromUs || from.toUs + shift !== to.toUs) to.show(from.fromUs + shift, from.toUs + shift);
      to.setCursor(from.cursorUs === null ? null : from.cursorUs + shift);
      to.select(from.selection === null ? null : { fromUs: from.selection.fromUs + shift, toUs: from.selection.toUs + shift });
      this.#moving = false;
    }));
  }

  #current(): SectionChange | undefined {
    return this.#diff?.sections[Math.max(0, this.#section.selectedIndex)];
  }

  #draw(): void {
    if (this.#runsShown === undefined) return;
    const [before, after] = this.#runsShown;
    const key = `${before.id} ${before.records} ${after.id} ${after.records} ${before.caughtUp} ${after.caughtUp}`;
    if (key === this.#key) return;
    // A run that goes on is summed up again only once a second.
    if (this.#key.startsWith(`${before.id} `) && performance.now() - this.#summedMs < 1000) return this.#later();
    this.#key = key;
    this.#summedMs = performance.now();
    this.#diff = diffOf(summarize(before), summarize(after));
    setText(this.#runs, `before: ${plural(before.records, 'record')}${before.damaged === null ? '' : ', cut off'}; ` +
      `after: ${plural(after.records, 'record')}${after.damaged === null ? '' : ', cut off'}`);
    const names = this.#diff.sections.map(({ name }) => name);
    const had = [...this.#section.options].map(({ value }) => value);
    if (names.join('\n') !== had.join('\n')) {
      this.#section.replaceChildren(...names.map((name) => h('option', { value: name }, name)));
      this.#align();
    }
    this.#fill();
  }

  #summedMs = -Infinity;
  #timer = 0;

  #later(): void {
    if (this.#timer !== 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.frames.invalidate();
    }, 1000);
  }

  // Both sides show the section from its begin, at the same scale.
  #align(): void {
    const section = this.#current();
    if (section === undefined) return;
    const { before, after } = section;
    const span = Math.max(before.endUs - before.startUs, after.endUs - after.startUs, 1) * 1.02;
    this.#moving = true;
    this.sides[0].page.timeline.show(before.startUs, before.startUs + span);
    this.sides[1].page.timeline.show(after.startUs, after.startUs + span);
    this.#moving = false;
    this.#fill();
  }

  #fill(): void {
    const section = this.#current();
    if (section === undefined || this.#diff === undefined) return;
    const figures = section.figures.filter(({ before, after }) => this.#all.checked || before !== after);
    const { onlyBefore, onlyAfter } = this.#diff;
    const list = (title: string, items: string[]) => (items.length === 0 ? null : h('div', {}, h('h4', {}, title), h('ul', {},
      ...items.slice(0, MAX_LISTED).map((item) => h('li', {}, item)),
      items.length > MAX_LISTED ? h('li', {}, `and ${items.length - MAX_LISTED} more`) : null)));
    const region = { class: 'lane-table', tabindex: '0', role: 'region', 'aria-label': 'Differences' };
    this.#result.replaceChildren(...[
      figures.length === 0 ? h('p', {}, 'Nothing changed.') : h('div', region,
        h('table', {}, h('caption', {}, `What changed: ${section.name}`),
          h('thead', {}, h('tr', {}, ...['figure', 'before', 'after', 'change'].map((column) => h('th', { scope: 'col' }, column)))),
          h('tbody', {}, ...figures.map((figure) => this.#row(figure))))),
      list('New deopts', section.newDeopts), list('Deopts that are gone', section.goneDeopts),
      list('Sections only before', onlyBefore), list('Sections only after', onlyAfter),
    ].filter((part) => part !== null));
  }

  #row(figure: FigureChange): Node {
    const show = shown[figure.unit];
    const words = h('td', { class: figure.before === figure.after ? null : 'changed' }, wordsFor(figure));
    return h('tr', { 'data-before': figure.before, 'data-after': figure.after }, h('th', { scope: 'row' }, figure.name),
             h('td', {}, show(figure.before)), h('td', {}, show(figure.after)), words);
  }
}
