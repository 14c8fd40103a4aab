// All lanes below one axis, with the cursor and the selection that go through them, and what pointer and wheel do there.
import type { Lane } from '../lanes/lane.ts';
import { readTheme, onThemeChange, type Theme } from '../lanes/theme.ts';
import { isolateLanes, processLanes } from '../lanes/registry.ts';
import type { Run } from '../data/run.ts';
import type { Page } from '../model/page.ts';
import { Axis } from './axis.ts';
import { h, setText } from './dom.ts';
import type { Frames } from './frame.ts';
import { gutterOf, LaneView } from './lane_view.ts';
import { Tooltip } from './tooltip.ts';

const DRAG_PX = 4;

export class LanesView {
  readonly element: HTMLElement;
  readonly views: LaneView[] = [];
  readonly #axis: Axis;
  readonly #groups: HTMLElement;
  readonly #cursor = h('div', { class: 'cursor', hidden: true, 'aria-hidden': 'true' });
  readonly #selection = h('div', { class: 'selection', hidden: true, 'aria-hidden': 'true' });
  readonly #tooltip = new Tooltip();
  #theme: Theme = readTheme();
  #themeVersion = 0;
  #built: Run | undefined;
  #builtIsolates = '';
  readonly dispose: () => void;

  // `prefix`: of the elements' ids, where there are lanes of two runs.
  constructor(readonly page: Page, readonly frames: Frames, readonly prefix = '') {
    this.#axis = new Axis(page);
    this.#groups = h('div', { class: 'groups' });
    const stack = h('div', { class: 'stack' }, this.#groups, this.#selection, this.#cursor);
    this.element = h('div', { class: 'lanes' }, this.#axis.element, stack, this.#tooltip.element);
    stack.addEventListener('pointermove', (event) => this.#onMove(event));
    stack.addEventListener('pointerleave', () => this.#onLeave());
    stack.addEventListener('pointerdown', (event) => this.#onDown(event));
    stack.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    const unlisten = onThemeChange(() => {
      this.#theme = readTheme();
      this.#themeVersion++;
      frames.invalidate();
    });
    const observer = new ResizeObserver(frames.invalidate);
    observer.observe(this.element);
    const undraw = frames.onDraw(() => this.draw());
    this.dispose = () => {
      unlisten();
      undraw();
      observer.disconnect();
      for (const view of this.views.splice(0)) view.dispose();
    };
  }

  // Lanes come with their isolate and go with their run.
  #build(): void {
    const { run } = this.page;
    const isolates = [...run.isolates.values()].sort((a, b) => a.id - b.id);
    const key = isolates.map(({ id }) => id).join();
    if (run === this.#built && key === this.#builtIsolates) return;
    if (run !== this.#built) {
      for (const view of this.views.splice(0)) view.dispose();
      this.#groups.replaceChildren();
    }
    const isNew = run !== this.#built;
    const had = isNew ? [] : this.#builtIsolates.split(',');
    this.#built = run;
    this.#builtIsolates = key;
    if (isNew) this.#group('process', processLanes.map((make) => make(run)));
    for (const { id } of isolates) {
      if (!had.includes(String(id))) this.#group(`isolate-${id}`, isolateLanes.map((make) => make(run, id)));
    }
  }

  #group(id: string, lanes: Lane[]): void {
    if (lanes.length === 0) return;
    const views = lanes.map((lane) => new LaneView(lane, this.page, this.frames.invalidate, this.prefix));
    this.views.push(...views);
    const titleId = `${this.prefix}${id}-title`;
    const isolate = lanes[0].isolate ?? '', names = this.prefix === '' ? titleId : `${this.prefix}title ${titleId}`;
    this.#groups.append(h('section', { class: 'group', id: `${this.prefix}${id}`, 'data-isolate': isolate, 'aria-labelledby': names },
      h('h2', { id: titleId }, ''), ...views.map(({ element }) => element)));
  }

  #titles(): void {
    const { run, hiddenIsolates } = this.page;
    for (const group of this.#groups.children as Iterable<HTMLElement>) {
      const isolate = Number(group.dataset.isolate);
      const info = run.isolates.get(isolate);
      const name = isolate === 0 ? 'process' : `isolate ${isolate} ${info?.name ?? ''}${info?.state === 'ended' ? ' (ended)' : ''}`;
      setText(group.querySelector('h2')!, name);
      group.hidden = isolate !== 0 && hiddenIsolates.has(isolate);
    }
    for (const { element, lane } of this.views) element.hidden = this.page.hiddenLanes.has(kindOf(lane.id));
  }

  draw(): void {
    this.#build();
    this.#titles();
    this.#axis.draw(this.#theme, this.#themeVersion);
    for (const view of this.views) view.draw(this.#theme, this.#themeVersion);
    this.#place();
  }

  // Cursor and selection are elements of their own: moving them draws no lane.
  #place(): void {
    const { timeline } = this.page;
    const width = this.#groups.clientWidth, left = gutterOf(width);
    const x = (us: number) => left + (us - timeline.fromUs) / timeline.spanUs * (width - left);
    const at = timeline.cursorUs === null ? -1 : x(timeline.cursorUs);
    this.#cursor.hidden = at < left || at > width;
    if (!this.#cursor.hidden) this.#cursor.style.transform = `translateX(${at}px)`;
    const { selection } = timeline;
    const from = selection === null ? 0 : Math.max(left, x(selection.fromUs)), to = selection === null ? 0 : Math.min(width, x(selection.toUs));
    this.#selection.hidden = selection === null || to <= from;
    if (!this.#selection.hidden) {
      this.#selection.style.transform = `translateX(${from}px)`;
      this.#selection.style.width = `${to - from}px`;
    }
  }

  #us(event: MouseEvent): number | null {
    const box = this.#groups.getBoundingClientRect();
    const left = gutterOf(box.width);
    const x = event.clientX - box.left;
    const { timeline } = this.page;
    return x < left ? null : timeline.fromUs + (x - left) / (box.width - left) * timeline.spanUs;
  }

  #viewAt(event: MouseEvent): LaneView | undefined {
    const body = (event.target as Element).closest('.lane-body');
    return body === null ? undefined : this.views.find((view) => view.body === body);
  }

  #onMove(event: PointerEvent): void {
    const us = this.#us(event);
    this.page.timeline.setCursor(us);
    const hit = us === null ? null : this.#viewAt(event)?.hit(event.clientX, event.clientY) ?? null;
    this.#tooltip.show(hit, event.clientX, event.clientY);
  }

  #onLeave(): void {
    this.page.timeline.setCursor(null);
    this.#tooltip.show(null, 0, 0);
  }

  // A drag selects; a click picks the record under it.
  #onDown(event: PointerEvent): void {
    const view = this.#viewAt(event);
    const begin = this.#us(event);
    if (event.button !== 0 || view === undefined || begin === null) return;
    const { timeline } = this.page;
    let dragged = false;
    const move = (at: PointerEvent) => {
      if (!dragged && Math.abs(at.clientX - event.clientX) < DRAG_PX) return;
      dragged = true;
      timeline.select({ fromUs: begin, toUs: this.#us(at) ?? timeline.fromUs });
    };
    const stop = (at: PointerEvent) => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', stop);
      removeEventListener('pointercancel', stop);
      if (dragged || at.type === 'pointercancel') return;
      const hit = view.hit(event.clientX, event.clientY);
      if (hit === null) timeline.select(null);
      else this.page.pick({ kind: hit.store.kind, isolate: hit.store.isolate, row: hit.row });
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', stop);
    addEventListener('pointercancel', stop);
  }

  // The wheel scrolls the page, as everywhere; with Ctrl it zooms, with Shift or sideways it moves through time.
  #onWheel(event: WheelEvent): void {
    const { timeline } = this.page;
    if (event.ctrlKey) {
      event.preventDefault();
      timeline.zoom(1.0015 ** event.deltaY, this.#us(event) ?? undefined);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      timeline.pan((event.deltaX !== 0 ? event.deltaX : event.deltaY) / 1000);
    }
  }
}

// 'heap-1' -> 'heap'
export function kindOf(laneId: string): string {
  return laneId.replace(/-\d+$/, '');
}
