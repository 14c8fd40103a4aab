// The section of one lane: head, canvas, summary, table. Draws only when something that it shows has changed, and only while it can be seen.
import type { Area, Hit, Lane } from '../lanes/lane.ts';
import type { Theme } from '../lanes/theme.ts';
import type { Page } from '../model/page.ts';
import { h, setAttribute, setText } from './dom.ts';
import { fillTable } from './table.ts';

const NARROW_PX = 600;

export function gutterOf(width: number): number {
  return width < NARROW_PX ? 56 : 92;
}

export class LaneView {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  readonly #canvas = h('canvas', { 'aria-hidden': 'true' });
  readonly #legend = h('span', { class: 'legend', 'aria-hidden': 'true' });
  readonly #summary: HTMLElement;
  readonly #table = h('div', { class: 'lane-table', hidden: true, tabindex: '0', role: 'region' });
  readonly #tableButton: HTMLButtonElement;
  readonly #observer: IntersectionObserver;
  #visible = true;
  #drawn = '';
  #summarized = '';
  area: Area | null = null;

  // `prefix`: of the elements' ids, where the same lane is there twice.
  constructor(readonly lane: Lane, readonly page: Page, onView: () => void, prefix = '') {
    const id = `${prefix}${lane.id}`, titleId = `${id}-title`, summaryId = `${id}-summary`;
    this.#summary = h('p', { class: 'lane-summary', id: summaryId });
    this.#tableButton = h('button', {
      type: 'button', class: 'quiet', 'aria-expanded': 'false', 'aria-controls': `${id}-table`, click: () => this.toggleTable(),
    }, 'table');
    this.#table.id = `${id}-table`;
    // A name of its own for every landmark: whose lane it is stands in the title of its group, and whose run in that of its side.
    const group = `${prefix}${lane.isolate === null ? 'process' : `isolate-${lane.isolate}`}-title`;
    const names = prefix === '' ? `${titleId} ${group}` : `${prefix}title ${titleId} ${group}`;
    setAttribute(this.#table, 'aria-labelledby', `${names} ${this.#tableButton.id = `${id}-toggle`}`);
    this.body = h('div', {
      class: 'lane-body', tabindex: '0', role: 'group', 'aria-roledescription': 'chart', 'aria-labelledby': titleId, 'aria-describedby': summaryId,
    }, this.#canvas);
    lane.attach?.(this.body);
    this.element = h('section', { class: 'lane', id, 'data-lane': lane.id, 'aria-labelledby': names },
      h('header', { class: 'lane-head' },
        h('h3', { id: titleId, title: lane.about }, lane.title),
        this.#legend,
        ...this.#choices(onView), this.#filter(onView),
        this.#tableButton),
      this.body, this.#summary, this.#table);
    this.#observer = new IntersectionObserver(([entry]) => {
      this.#visible = entry.isIntersecting;
      if (this.#visible) onView();
    }, { rootMargin: '100px' });
    this.#observer.observe(this.element);
  }

  // Entries come when a run has something new.
  #fillLegend(): void {
    const entries = this.lane.legend ?? [];
    const labels = entries.map(({ label }) => label).join();
    if (labels === this.#legend.dataset.labels) return;
    this.#legend.dataset.labels = labels;
    this.#legend.replaceChildren(...entries.map(({ label, color }) => {
      const swatch = h('i', { class: 'swatch' });
      swatch.style.setProperty('background', `var(--${color})`);
      return h('span', { class: 'legend-entry' }, swatch, label);
    }));
  }

  #choices(onView: () => void): Node[] {
    return (this.lane.choices ?? []).map((choice) => {
      const select = h('select', {
        'aria-label': `${this.lane.title}: ${choice.name}`,
        change: () => {
          choice.set(select.value);
          this.#drawn = '';
          onView();
        },
      }, ...choice.values.map((value) => h('option', { value, selected: value === choice.value }, value)));
      return select;
    });
  }

  #filter(onView: () => void): Node | null {
    const { filter } = this.lane;
    if (filter === undefined) return null;
    const input = h('input', {
      type: 'search', 'aria-label': filter.label, placeholder: 'filter', input: () => {
        filter.set(input.value);
        this.#drawn = this.#summarized = '';
        onView();
      },
    });
    return input;
  }

  toggleTable(): void {
    this.#table.hidden = !this.#table.hidden;
    setAttribute(this.#tableButton, 'aria-expanded', String(!this.#table.hidden));
    this.#summarized = '';
    this.page.changed.emit();
  }

  draw(theme: Theme, themeVersion: number): void {
    if (!this.#visible) return;
    const { page, lane } = this;
    const { run, timeline } = page;
    const width = this.body.clientWidth;
    if (width === 0) return;
    const height = lane.height(page);
    const ratio = devicePixelRatio;
    const key = [run.id, run.records, run.evicted, timeline.fromUs, timeline.toUs, width, height, ratio, themeVersion, page.version].join();
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#draw(width, height, ratio, theme);
    }
    this.#summarize(key);
  }

  #draw(width: number, height: number, ratio: number, theme: Theme): void {
    const canvas = this.#canvas;
    const left = gutterOf(width);
    const { run, timeline } = this.page;
    const { fromUs, spanUs } = timeline;
    const scale = (width - left) / spanUs;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.height = `${height}px`;
      this.body.style.height = `${height}px`;
    }
    const context = canvas.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.area = {
      context, width, height, left, timeline, theme, run,
      x: (us) => left + (us - fromUs) * scale,
      us: (x) => fromUs + (x - left) / scale,
    };
    this.lane.draw(this.area);
  }

  // Texts change at most a few times a second: who reads them, reads on.
  #summarize(key: string): void {
    const range = this.page.range;
    const wanted = `${key} ${range.fromUs} ${range.toUs}`;
    if (wanted === this.#summarized || performance.now() - this.#lastSummaryMs < 250) {
      if (wanted !== this.#summarized) this.#later();
      return;
    }
    this.#summarized = wanted;
    this.#lastSummaryMs = performance.now();
    this.#fillLegend();
    setText(this.#summary, this.lane.summary(range, this.page.run));
    if (!this.#table.hidden) fillTable(this.#table, this.lane.table(range, this.page.run));
  }

  #lastSummaryMs = -Infinity;
  #timer = 0;

  #later(): void {
    if (this.#timer !== 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.page.changed.emit();
    }, 260);
  }

  hit(clientX: number, clientY: number): Hit | null {
    if (this.area === null) return null;
    const box = this.body.getBoundingClientRect();
    return this.lane.hit(clientX - box.left, clientY - box.top, this.area);
  }

  dispose(): void {
    this.#observer.disconnect();
    clearTimeout(this.#timer);
    this.lane.detach?.();
    this.element.remove();
  }
}
