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

  // What is there stays: whoever stands on a box with the keyboard goes on standing there.
  #drawFilters(): void {
    const { run, watched, hiddenIsolates, hiddenLanes } = this.page;
    this.#boxes('isolates', [...run.isolates.values()].map(({ id, name }) => (
      { id: String(id), label: `${id} ${name}`, checked: !hiddenIsolates.has(id), change: () => this.page.toggleIsolate(id) })));
    this.#boxes('lanes', [...new Map(this.lanes.views.map(({ lane }) => [kindOf(lane.id), lane.title]))].map(([id, title]) => (
      { id, label: title, checked: !hiddenLanes.has(id), change: () => this.page.toggleLane(id) })));
    this.#boxes('kinds that the host watches for this page', kinds.map(({ name, description }) => (
      { id: name, label: name, title: description, checked: watched.has(name), change: (on: boolean) => this.page.watch(name, on) })));
  }

  readonly #groups = new Map<string, { element: HTMLElement; boxes: Map<string, HTMLInputElement> }>();

  #boxes(legend: string, wanted: { id: string; label: string; title?: string; checked: boolean; change(on: boolean): void }[]): void {
    let group = this.#groups.get(legend);
    if (group === undefined) {
      const element = h('fieldset', {}, h('legend', {}, legend));
      this.#groups.set(legend, group = { element, boxes: new Map() });
      this.#filters.append(element);
    }
    const { boxes } = group;
    for (const [id, input] of boxes) {
      if (wanted.some((box) => box.id === id)) continue;
      input.parentElement!.remove();
      boxes.delete(id);
    }
    for (const { id, label, title, checked, change } of wanted) {
      let input = boxes.get(id);
      if (input === undefined) {
        boxes.set(id, input = h('input', { type: 'checkbox', change: (event: Event) => change((event.target as HTMLInputElement).checked) }));
        group.element.append(h('label', { title: title ?? '' }, input, h('span', {}, label)));
      }
      setText(input.nextElementSibling!, label);
      if (input.checked !== checked) input.checked = checked;
    }
  }
}

export function zoomToSelection(page: Page): void {
  const { selection } = page.timeline;
  if (selection === null) return;
  page.timeline.show(selection.fromUs, selection.toUs);
  page.timeline.select(null);
}
