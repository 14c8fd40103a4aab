// The buttons: time, filters, files.
import type { Page } from '../model/page.ts';
import { kinds } from '../data/schema.ts';
import { h, setAttribute, setText } from './dom.ts';
import { duration, moment } from './format.ts';
import type { Frames } from './frame.ts';
import { kindOf, type LanesView } from './lanes.ts';

export class Controls {
  readonly element: HTMLElement;
  readonly #live: HTMLButtonElement;
  readonly #span = h('output', { class: 'span' });
  readonly #marks = h('select', { 'aria-label': 'Go to a mark' });
  readonly #filters = h('div', { class: 'filters' });
  #marksShown = '';
  #filtersShown = '';

  constructor(readonly page: Page, readonly lanes: LanesView, frames: Frames, more: HTMLElement[]) {
    const { timeline } = page;
    const button = (label: string, title: string, click: () => void) => h('button', { type: 'button', title, click }, label);
    this.#live = button('pause', 'Follow the run, or hold the picture (space)', () => timeline.togglePause());
    this.#marks.addEventListener('change', () => this.#goToMark());
    this.element = h('div', { class: 'controls', role: 'toolbar', 'aria-label': 'Controls' },
      this.#live,
      button('\u2212', 'Zoom out (-)', () => timeline.zoom(2)),
      button('+', 'Zoom in (+)', () => timeline.zoom(0.5)),
      button('all', 'The whole run (0)', () => timeline.fit()),
      button('selection', 'Zoom to the selection (Enter)', () => zoomToSelection(page)),
      this.#span, this.#marks, ...more,
      h('details', { class: 'menu' }, h('summary', {}, 'show'), this.#filters));
    // The axis sticks below the controls, however many lines they take.
    new ResizeObserver(() => {
      const sticky = getComputedStyle(this.element).position === 'sticky';
      document.documentElement.style.setProperty('--controls', sticky ? `${this.element.offsetHeight}px` : '0');
    }).observe(this.element);
    frames.onDraw(() => this.draw());
  }

  #goToMark(): void {
    const [isolate, row] = this.#marks.value.split(' ').map(Number);
    const { timeline, run } = this.page;
    const us = run.store('mark', isolate).time(row);
    this.#marks.selectedIndex = 0;
    timeline.show(us - timeline.spanUs / 2, us + timeline.spanUs / 2);
    timeline.setCursor(us);
  }

  draw(): void {
    const { timeline } = this.page;
    const paused = timeline.mode === 'paused';
    setText(this.#live, paused ? 'live' : 'pause');
    setAttribute(this.#live, 'aria-pressed', String(paused));
    setText(this.#span, `${duration(timeline.spanUs)} from ${moment(timeline.fromUs - timeline.beginUs, timeline.spanUs)}`);
    this.#drawMarks();
    this.#drawFilters();
  }

  #drawMarks(): void {
    const { run, timeline } = this.page;
    const stores = run.storesOf('mark');
    const key = `${run.id} ${stores.map(({ end }) => end).join()}`;
    if (key === this.#marksShown) return;
    this.#marksShown = key;
    const options = stores.flatMap((store) => {
      const rows = [];
      const name = (row: number) => `${moment(store.time(row) - timeline.beginUs)} ${store.text('name', row) ?? ''}`;
      for (let row = Math.max(store.first, store.end - 200); row < store.end; row++) {
        rows.push(h('option', { value: `${store.isolate} ${row}` }, name(row)));
      }
      return rows;
    });
    this.#marks.replaceChildren(h('option', { value: '' }, options.length === 0 ? 'no marks' : 'marks'), ...options);
    this.#marks.disabled = options.length === 0;
  }

  #drawFilters(): void {
    const { run, watched, hiddenIsolates, hiddenLanes } = this.page;
    const laneKinds = [...new Map(this.lanes.views.map(({ lane }) => [kindOf(lane.id), lane.title]))];
    const key = [run.id, [...run.isolates.keys()], laneKinds, [...watched], [...hiddenIsolates], [...hiddenLanes]].join('|');
    if (key === this.#filtersShown) return;
    this.#filtersShown = key;
    const box = (label: string, checked: boolean, change: (on: boolean) => void, title = '') => {
      const input = h('input', { type: 'checkbox', checked, change: () => change(input.checked) });
      return h('label', { title }, input, label);
    };
    this.#filters.replaceChildren(
      h('fieldset', {}, h('legend', {}, 'isolates'), ...[...run.isolates.values()].map(({ id, name }) =>
        box(`${id} ${name}`, !hiddenIsolates.has(id), () => this.page.toggleIsolate(id)))),
      h('fieldset', {}, h('legend', {}, 'lanes'), ...laneKinds.map(([id, title]) =>
        box(title, !hiddenLanes.has(id), () => this.page.toggleLane(id)))),
      h('fieldset', {}, h('legend', {}, 'kinds that the host watches for this page'), ...kinds.map(({ name, description }) =>
        box(name, watched.has(name), (on) => this.page.watch(name, on), description))));
  }
}

export function zoomToSelection(page: Page): void {
  const { selection } = page.timeline;
  if (selection === null) return;
  page.timeline.show(selection.fromUs, selection.toUs);
  page.timeline.select(null);
}
