// Everything by keys, and what is read aloud: one polite region, written only when the reader has come to rest.
import type { Page } from '../model/page.ts';
import { h } from './dom.ts';
import { moment } from './format.ts';
import type { LaneView } from './lane_view.ts';
import type { LanesView } from './lanes.ts';
import { zoomToSelection } from './controls.ts';

const REST_MS = 350;
const STEP = 1 / 100;

export interface Shortcut {
  keys: string[];  // As KeyboardEvent.key says them.
  shown: string;
  what: string;
  run(event: KeyboardEvent): void;
}

export class Keyboard {
  readonly region = h('div', { class: 'hidden-text', 'aria-live': 'polite', id: 'announcements' });
  readonly shortcuts: Shortcut[];
  #timer = 0;

  constructor(readonly page: Page, readonly lanes: LanesView, more: Shortcut[]) {
    const { timeline } = page;
    this.shortcuts = [
      { keys: [' '], shown: 'Space', what: 'pause, or follow the run', run: () => this.#act(() => timeline.togglePause(), () => timeline.mode) },
      { keys: ['ArrowLeft'], shown: '\u2190', what: 'the cursor back in time (with Shift: select)', run: (event) => this.#move(-1, event.shiftKey) },
      { keys: ['ArrowRight'], shown: '\u2192', what: 'the cursor on (with Shift: select)', run: (event) => this.#move(1, event.shiftKey) },
      { keys: ['ArrowUp'], shown: '\u2191', what: 'the lane above', run: () => this.#moveLane(-1) },
      { keys: ['ArrowDown'], shown: '\u2193', what: 'the lane below', run: () => this.#moveLane(1) },
      { keys: ['a', 'A'], shown: 'A', what: 'go back in time', run: () => timeline.pan(-0.25) },
      { keys: ['d', 'D'], shown: 'D', what: 'go on in time', run: () => timeline.pan(0.25) },
      { keys: ['+', '='], shown: '+', what: 'zoom in', run: () => this.#act(() => timeline.zoom(0.5), () => this.#window()) },
      { keys: ['-', '_'], shown: '\u2212', what: 'zoom out', run: () => this.#act(() => timeline.zoom(2), () => this.#window()) },
      { keys: ['0'], shown: '0', what: 'the whole run', run: () => this.#act(() => timeline.fit(), () => this.#window()) },
      { keys: ['Enter'], shown: 'Enter', what: 'zoom to the selection; without one, the record at the cursor', run: () => this.#enter() },
      { keys: ['t', 'T'], shown: 'T', what: 'the table of the lane', run: () => this.#focused()?.toggleTable() },
      { keys: ['s', 'S'], shown: 'S', what: 'say what the lane shows', run: () => this.#sayLane() },
      ...more,
    ];
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target as Element;
    if (target.closest('input, select, textarea, dialog, [role=tab]') !== null) return;
    // A button keeps its own keys.
    if ((event.key === ' ' || event.key === 'Enter') && target.closest('button, summary, a') !== null) return;
    const shortcut = this.shortcuts.find(({ keys }) => keys.includes(event.key));
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run(event);
  }

  // Reads `text` aloud, unless something else is to be said before it comes to that.
  say(text: () => string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.region.textContent = text(); }, REST_MS);
  }

  #act(act: () => void, text: () => string): void {
    act();
    this.say(text);
  }

  #window(): string {
    const { fromUs, toUs, beginUs, spanUs } = this.page.timeline;
    return `${moment(fromUs - beginUs, spanUs)} to ${moment(toUs - beginUs, spanUs)}`;
  }

  #focused(): LaneView | undefined {
    const body = document.activeElement?.closest('.lane-body');
    return this.lanes.views.find((view) => view.body === body);
  }

  #moveLane(step: number): void {
    const views = this.lanes.views.filter(({ element }) => element.offsetParent !== null);
    const at = views.indexOf(this.#focused()!);
    const next = views[at < 0 ? 0 : Math.min(views.length - 1, Math.max(0, at + step))];
    next?.body.focus();
    next?.element.scrollIntoView({ block: 'nearest' });
  }

  #move(step: number, select: boolean): void {
    const { timeline, run } = this.page;
    const from = timeline.cursorUs ?? (step > 0 ? timeline.fromUs : timeline.toUs);
    const us = Math.min(timeline.endUs, Math.max(timeline.beginUs, from + step * STEP * timeline.spanUs));
    if (select) {
      const { selection } = timeline;
      const atBegin = selection !== null && Math.abs(selection.fromUs - from) < Math.abs(selection.toUs - from);
      const anchor = selection === null ? from : atBegin ? selection.toUs : selection.fromUs;
      timeline.select({ fromUs: anchor, toUs: us });
    }
    timeline.setCursor(us);
    if (us < timeline.fromUs || us > timeline.toUs) timeline.show(us - timeline.spanUs / 2, us + timeline.spanUs / 2);
    const view = this.#focused();
    this.say(() => {
      const text = view?.lane.describe?.(us, run) ?? view?.lane.summary(this.page.range, run) ?? '';
      return `${moment(us - timeline.beginUs, timeline.spanUs)}: ${text}`;
    });
  }

  #sayLane(): void {
    const view = this.#focused();
    if (view !== undefined) this.say(() => `${view.lane.title}: ${view.lane.summary(this.page.range, this.page.run)}`);
  }

  #enter(): void {
    const { timeline } = this.page;
    if (timeline.selection !== null) return zoomToSelection(this.page);
    const view = this.#focused();
    if (view === undefined || view.area === null || timeline.cursorUs === null) return;
    const hit = view.lane.hit(view.area.x(timeline.cursorUs), view.area.height / 2, view.area);
    if (hit !== null) this.page.pick({ kind: hit.store.kind, isolate: hit.store.isolate, row: hit.row });
  }
}
