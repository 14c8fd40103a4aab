// libuv's thread pool: a row for each thread. Pale: an operation waits for this thread; solid: it runs there; a dot: its callback is called.
// Slow I/O (of which libuv runs only half as many as there are threads) has a notch. Below: how many waited.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import type { Page } from '../model/page.ts';
import type { Range } from '../model/timeline.ts';
import { NONE, duration, moment, plain, plural } from '../view/format.ts';
import type { Area, Hit, Lane, Table } from './lane.ts';
import { PoolThreads, type ThreadOperations } from './pool_threads.ts';
import { newestRecords } from './records.ts';
import { clipToTime, drawRow, Profile } from './rows.ts';
import { mostOf, pixelsOf } from './samples.ts';
import { rowsIn } from './spans.ts';
import type { Theme } from './theme.ts';

const ROW_PX = 18;
const DEPTH_PX = 34;
const DOT_PX = 2.2;
const MAX_SINGLE = 800;  // Beyond so many a row holds sums for each pixel.

export class PoolLane implements Lane {
  readonly id = 'pool';
  readonly title = 'Thread pool';
  readonly isolate = null;
  readonly about = 'A row for each thread. Pale, low: an operation waits until this thread takes it; solid: it runs; a dot: its callback. A notch ' +
    'above marks slow I/O, of which only half as many run at once. The last row: how many operations wait.';
  readonly legend: { label: string; color: keyof Theme }[] = [
    { label: 'waits', color: 'wait' }, { label: 'runs', color: 'run' }, { label: 'slow I/O (notch)', color: 'slow' },
    { label: 'callback (dot)', color: 'dot' },
  ];
  readonly #threads: PoolThreads;

  constructor(readonly run: Run) {
    this.#threads = new PoolThreads(run);
  }

  #count(): number {
    return Math.max(this.#threads.threads.length, this.run.snapshot?.pool.threads ?? 4);
  }

  height(page: Page): number {
    if (page.run === this.run) this.#threads.update();
    return this.#count() * ROW_PX + DEPTH_PX;
  }

  draw(area: Area): void {
    const { context } = area;
    const rows = this.#count();
    for (let i = 0; i < rows; i++) drawRow(area, `thread ${i}`, i * ROW_PX, ROW_PX);
    drawRow(area, 'waiting', rows * ROW_PX, DEPTH_PX);
    context.save();
    clipToTime(area);
    this.#threads.threads.forEach((thread, i) => this.#drawThread(area, thread, i * ROW_PX));
    this.#drawDepth(area, rows * ROW_PX);
    context.restore();
  }

  #drawThread(area: Area, thread: ThreadOperations, y: number): void {
    const { context, theme } = area;
    const { fromUs, toUs } = area.timeline;
    // One that began before the window may still run in it; one that begins after it may have waited in it.
    const from = Math.max(0, thread.lowerBound(fromUs) - 1);
    const to = thread.lowerBound(toUs + thread.longestWaitUs);
    if (to - from <= MAX_SINGLE) {
      this.#drawWaits(area, thread, from, to, y);
      this.#drawRuns(area, thread, from, to, y);
      return;
    }
    const pixels = pixelsOf(area);
    // Waits first, then runs over them.
    context.fillStyle = theme.wait;
    new Profile(context, y + ROW_PX - 2).addAll(thread.waitedParts(pixels), pixels, ROW_PX / 2 - 2);
    context.fillStyle = theme.run;
    new Profile(context, y + ROW_PX - 2).addAll(thread.ranParts(pixels), pixels, ROW_PX - 4);
  }

  #drawWaits(area: Area, thread: ThreadOperations, first: number, end: number, y: number): void {
    const { context, theme } = area;
    context.fillStyle = theme.wait;
    for (let i = first; i < end; i++) {
      const from = area.x(thread.submitted[i]), to = area.x(thread.started[i]);
      if (to >= area.left && to - from >= 0.5) context.fillRect(from, y + ROW_PX / 2 + 1, to - from, ROW_PX / 2 - 4);
    }
  }

  // What is alike is drawn together: each change of a style, each path costs as much as many rectangles.
  #drawRuns(area: Area, thread: ThreadOperations, first: number, end: number, y: number): void {
    const { context, theme } = area;
    const slow = this.run.store('pool', 0).values('workKind').indexOf('slowIo');
    const isSlow = (i: number) => thread.store(i).numbers('workKind').get(thread.rows[i]) === slow;
    const notches = new Path2D(), dots = new Path2D();
    context.fillStyle = theme.faint;
    for (let i = first; i < end; i++) {
      const to = area.x(thread.ended[i]), called = area.x(thread.calledBack(i));
      if (called > to + 1) context.fillRect(to, y + ROW_PX / 2 - 0.25, called - to, 0.5);
    }
    let slowOnes = 0;
    context.fillStyle = theme.run;
    for (let i = first; i < end; i++) {
      const from = area.x(thread.started[i]), to = Math.max(area.x(thread.ended[i]), from + 1);
      const kindIsSlow = isSlow(i);
      if (kindIsSlow) {
        slowOnes++;
        notches.moveTo(from, y);
        notches.lineTo(from + 5, y);
        notches.lineTo(from, y + 6);
      } else {
        context.fillRect(from, y + 3, to - from, ROW_PX - 6);
      }
      const called = area.x(thread.calledBack(i));
      if (!(called >= area.left && called <= area.width + DOT_PX)) continue;
      dots.moveTo(called + DOT_PX, y + ROW_PX / 2);
      dots.arc(called, y + ROW_PX / 2, DOT_PX, 0, 2 * Math.PI);
    }
    if (slowOnes > 0) {
      context.fillStyle = theme.slow;
      for (let i = first; i < end; i++) {
        if (!isSlow(i)) continue;
        const from = area.x(thread.started[i]), to = Math.max(area.x(thread.ended[i]), from + 1);
        context.fillRect(from, y + 3, to - from, ROW_PX - 6);
      }
      context.fill(notches);
    }
    context.fillStyle = theme.dot;
    context.fill(dots);
    context.fillStyle = theme.back;
    context.font = '10px system-ui, sans-serif';
    context.textBaseline = 'middle';
    for (let i = first; i < end; i++) {
      const from = Math.max(area.left, area.x(thread.started[i])), to = area.x(thread.ended[i]);
      if (to - from <= 40) continue;
      const name = thread.store(i).text('operation', thread.rows[i]), x = from + (isSlow(i) ? 7 : 3);
      if (name !== null && x + context.measureText(name).width < to - 2) context.fillText(name, x, y + ROW_PX / 2);
    }
  }

  // As steps, from when operations were submitted and taken; of very many, the most that were told of in each pixel.
  #drawDepth(area: Area, y: number): void {
    const { context, theme } = area;
    const { fromUs, toUs } = area.timeline;
    const stores = this.run.storesOf('pool');
    const height = DEPTH_PX - 6;
    const rows = stores.reduce((sum, store) => sum + rowsIn(store, area.timeline).to - rowsIn(store, area.timeline).from, 0);
    context.fillStyle = theme.s1;
    const label = (most: number) => {
      if (most === 0) return;
      context.fillStyle = theme.faint;
      context.font = '10px system-ui, sans-serif';
      context.textBaseline = 'top';
      context.fillText(`most ${most}`, area.left + 4, y + 2);
    };
    if (rows > MAX_SINGLE) {
      const most = Math.max(1, ...stores.map((store) => {
        const { from, to } = rowsIn(store, area.timeline);
        return to > from ? store.extremes('queueDepth').max(from, to) : 0;
      }));
      const pixels = pixelsOf(area);
      for (const store of stores) {
        const figures = mostOf(store, 'queueDepth', pixels);
        for (let pixel = 0; pixel < pixels.count; pixel++) figures[pixel] /= most;
        new Profile(context, y + DEPTH_PX - 2).addAll(figures, pixels, height);
      }
      return label(most);
    }
    const steps: [number, number][] = [];
    for (const store of stores) {
      store.overlapping(fromUs, toUs, (row) => {
        const started = store.number('startedUs', row);
        steps.push([store.number('submittedUs', row), 1], [Number.isNaN(started) ? store.time(row) : started, -1]);
      });
    }
    steps.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let depth = 0, most = 0;
    const depths = steps.map(([, step]) => {
      depth += step;
      if (depth > most) most = depth;
      return depth;
    });
    steps.forEach(([us], i) => {
      if (depths[i] === 0) return;
      const from = area.x(us), to = area.x(steps[i + 1]?.[0] ?? toUs);
      const part = depths[i] / Math.max(1, most) * height;
      context.fillRect(from, y + DEPTH_PX - 2 - part, Math.max(0.5, to - from), part);
    });
    label(most);
  }

  hit(x: number, y: number, area: Area): Hit | null {
    const thread = this.#threads.threads[Math.floor(y / ROW_PX)];
    if (thread === undefined) return null;
    const us = area.us(x), reach = area.us(x + 3) - us;
    const at = thread.lowerBound(us + reach) - 1;
    // What runs here; else what has its dot here; else what waits for this thread.
    for (let i = at; i >= Math.max(0, at - 50); i--) {
      if (thread.ended[i] >= us - reach) return this.#hitOf(thread.store(i), thread.rows[i], area.run);
      const called = thread.store(i).number('calledBackUs', thread.rows[i]);
      if (Math.abs(called - us) <= reach) return this.#hitOf(thread.store(i), thread.rows[i], area.run);
    }
    for (let i = Math.max(0, at + 1); i < Math.min(thread.count, at + 50); i++) {
      if (thread.submitted[i] <= us) return this.#hitOf(thread.store(i), thread.rows[i], area.run);
    }
    return null;
  }

  #hitOf(store: RecordStore, row: number, run: Run): Hit {
    const label = store.text('label', row), status = store.number('status', row);
    const submitted = store.number('submittedUs', row);
    return {
      store, row, title: `${store.text('operation', row) ?? 'work'}${label === null ? '' : ` for ${label}`}`,
      lines: [
        `${store.text('workKind', row) ?? NONE} on thread ${plain(store.number('thread', row))}, isolate ${store.isolate}, ` +
          `at ${moment(submitted - run.beginUs)}`,
        `waited ${duration(store.number('waitUs', row))} behind ${plural(store.number('queueDepth', row), 'operation')}, ` +
          `${plural(store.number('busyThreads', row), 'thread')} busy`,
        `ran ${duration(store.number('runUs', row))}`,
        `called back ${duration(store.number('calledBackUs', row) - store.number('endedUs', row))} later`,
        ...(status < 0 ? [`status ${status}`] : []),
      ],
    };
  }

  summary(range: Range, run: Run): string {
    let operations = 0, waited = 0, ran = 0, longest = 0;
    for (const store of run.storesOf('pool')) {
      const { from, to } = rowsIn(store, range);
      if (from === to) continue;
      operations += to - from;
      waited += store.sums('waitUs').sum(from, to);
      ran += store.sums('runUs').sum(from, to);
      longest = Math.max(longest, store.extremes('waitUs').max(from, to));
    }
    if (operations === 0) return 'no operation';
    return `${plural(operations, 'operation')} on ${plural(this.#count(), 'thread')}; in the mean waited ${duration(waited / operations)} ` +
      `(the longest ${duration(longest)}) and ran ${duration(ran / operations)}`;
  }

  table(range: Range, run: Run): Table {
    return newestRecords('Operations', run.storesOf('pool'), range, run, [
      ['isolate', ({ isolate }) => isolate], 'operation', 'label', 'workKind', 'thread', 'waitUs', 'runUs',
      ['callbackUs', (store, row) => store.number('calledBackUs', row) - store.number('endedUs', row)], 'queueDepth',
    ]);
  }

  describe(us: number, run: Run): string {
    const busy = this.#threads.threads.flatMap((thread, i) => {
      const at = thread.lowerBound(us + 1) - 1;
      return at >= 0 && thread.ended[at] >= us ? [`thread ${i} runs ${thread.store(at).text('operation', thread.rows[at]) ?? 'work'}`] : [];
    });
    let waiting = 0;
    for (const store of run.storesOf('pool')) {
      store.overlapping(us, us, (row) => {
        if (store.number('submittedUs', row) <= us && store.number('startedUs', row) > us) waiting++;
      });
    }
    return `${busy.join(', ') || 'all threads idle'}; ${plural(waiting, 'operation')} waiting`;
  }
}
