// libuv's thread pool: a row for each thread. Pale: an operation waits for this thread; solid: it runs there; a dot: its callback is called.
// Slow I/O (of which libuv runs only half as many as there are threads) has a notch. Below: how many waited.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import type { Page } from '../model/page.ts';
import type { Range } from '../model/timeline.ts';
import { count, duration, moment, plural } from '../view/format.ts';
import { MAX_TABLE_ROWS, type Area, type Hit, type Lane, type Table } from './lane.ts';
import { PoolThreads, type Operation, type ThreadOperations } from './pool_threads.ts';
import { clipToTime, drawRow } from './rows.ts';
import { rowsIn } from './spans.ts';
import type { Theme } from './theme.ts';

const ROW_PX = 18;
const DEPTH_PX = 34;
const DOT_PX = 2.2;
const MAX_SINGLE = 3000;  // Beyond so many a row holds sums for each pixel.

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
    const { fromUs, toUs, spanUs } = area.timeline;
    // One that began before the window may still run in it; one that begins after it may have waited in it.
    const from = Math.max(0, thread.lowerBound(fromUs) - 1);
    const to = thread.lowerBound(toUs + thread.longestWaitUs);
    if (to - from <= MAX_SINGLE) {
      for (let i = from; i < to; i++) this.#drawWait(area, thread.operations[i], y);
      for (let i = from; i < to; i++) this.#drawRun(area, thread.operations[i], y);
      return;
    }
    const pixels = Math.ceil(area.width - area.left), perPixel = spanUs / pixels;
    let ran = thread.ranBefore(fromUs), waited = thread.waitedBefore(fromUs);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const end = fromUs + (pixel + 1) * perPixel;
      const ranNow = thread.ranBefore(end), waitedNow = thread.waitedBefore(end);
      const wait = Math.min(1, (waitedNow - waited) / perPixel) * (ROW_PX / 2 - 2), run = Math.min(1, (ranNow - ran) / perPixel) * (ROW_PX - 4);
      const x = area.left + pixel;
      if (wait > 0) {
        context.fillStyle = theme.wait;
        context.fillRect(x, y + ROW_PX - 2 - wait, 1, wait);
      }
      if (run > 0) {
        context.fillStyle = theme.run;
        context.fillRect(x, y + ROW_PX - 2 - run, 1, run);
      }
      ran = ranNow;
      waited = waitedNow;
    }
  }

  #drawWait(area: Area, { store, row, started }: Operation, y: number): void {
    const { context, theme } = area;
    const from = area.x(store.number('submittedUs', row)), to = area.x(started);
    if (to < area.left || to - from < 0.5) return;
    context.fillStyle = theme.wait;
    context.fillRect(from, y + ROW_PX / 2 + 1, to - from, ROW_PX / 2 - 4);
  }

  #drawRun(area: Area, { store, row, started, ended }: Operation, y: number): void {
    const { context, theme } = area;
    const from = area.x(started), to = Math.max(area.x(ended), area.x(started) + 1);
    const slow = store.text('workKind', row) === 'slowIo';
    context.fillStyle = slow ? theme.slow : theme.run;
    context.fillRect(from, y + 3, to - from, ROW_PX - 6);
    if (slow) {
      context.beginPath();
      context.moveTo(from, y);
      context.lineTo(from + 5, y);
      context.lineTo(from, y + 6);
      context.fill();
    }
    const called = area.x(store.number('calledBackUs', row));
    if (called > to + 1) {
      context.fillStyle = theme.dot;
      context.globalAlpha = 0.4;
      context.fillRect(to, y + ROW_PX / 2 - 0.5, called - to, 1);
      context.globalAlpha = 1;
    }
    context.fillStyle = theme.dot;
    context.beginPath();
    context.arc(called, y + ROW_PX / 2, DOT_PX, 0, 2 * Math.PI);
    context.fill();
    const name = store.text('operation', row);
    if (name !== null && to - from > 40) {
      context.fillStyle = theme.back;
      context.font = '10px system-ui, sans-serif';
      context.textBaseline = 'middle';
      context.fillText(name, from + (slow ? 7 : 3), y + ROW_PX / 2, to - from - 6);
    }
  }

  // As steps, from when operations were submitted and taken; of very many, the most that were told of in each pixel.
  #drawDepth(area: Area, y: number): void {
    const { context, theme } = area;
    const { fromUs, toUs, spanUs } = area.timeline;
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
      const pixels = Math.ceil(area.width - area.left), perPixel = spanUs / pixels;
      for (const store of stores) {
        const extremes = store.extremes('queueDepth');
        let from = store.lowerBound(fromUs);
        for (let pixel = 0; pixel < pixels; pixel++) {
          const to = store.lowerBound(fromUs + (pixel + 1) * perPixel);
          if (to > from) {
            const part = extremes.max(from, to) / most * height;
            context.fillRect(area.left + pixel, y + DEPTH_PX - 2 - part, 1, part);
          }
          from = to;
        }
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
      const operation = thread.operations[i];
      if (operation.ended >= us - reach) return this.#hitOf(operation, area.run);
      if (Math.abs(operation.store.number('calledBackUs', operation.row) - us) <= reach) return this.#hitOf(operation, area.run);
    }
    for (let i = at + 1; i < Math.min(thread.operations.length, at + 50); i++) {
      const operation = thread.operations[i];
      if (operation.store.number('submittedUs', operation.row) <= us) return this.#hitOf(operation, area.run);
    }
    return null;
  }

  #hitOf({ store, row, started, ended }: Operation, run: Run): Hit {
    const label = store.text('label', row), status = store.number('status', row);
    const submitted = store.number('submittedUs', row);
    return {
      store, row, title: `${store.text('operation', row) ?? 'work'}${label === null ? '' : ` for ${label}`}`,
      lines: [
        `${store.text('workKind', row)} on thread ${store.number('thread', row)}, isolate ${store.isolate}, at ${moment(submitted - run.beginUs)}`,
        `waited ${duration(started - submitted)} behind ${plural(store.number('queueDepth', row), 'operation')}, ` +
          `${plural(store.number('busyThreads', row), 'thread')} busy`,
        `ran ${duration(ended - started)}`,
        `called back ${duration(store.number('calledBackUs', row) - ended)} later`,
        ...(status < 0 ? [`status ${status}`] : []),
      ],
    };
  }

  summary(range: Range, run: Run): string {
    this.#threads.update();
    let operations = 0, waited = 0, ran = 0, longest = 0;
    for (const store of run.storesOf('pool')) {
      const { from, to } = rowsIn(store, range);
      operations += to - from;
      // Where a thread never ran, nothing is added.
      const submitted = (row: number) => store.number('submittedUs', row);
      const looked = Math.min(to, from + 20000);
      for (let row = from; row < looked; row++) {
        const started = store.number('startedUs', row), ended = store.number('endedUs', row);
        if (started !== started) continue;
        waited += started - submitted(row);
        ran += ended - started;
        longest = Math.max(longest, started - submitted(row));
      }
      if (looked < to) {
        const part = (to - from) / (looked - from);
        waited *= part;
        ran *= part;
      }
    }
    if (operations === 0) return 'no operation';
    return `${plural(operations, 'operation')} on ${plural(this.#count(), 'thread')}; in the mean waited ${duration(waited / operations)} ` +
      `(the longest ${duration(longest)}) and ran ${duration(ran / operations)}`;
  }

  table(range: Range, run: Run): Table {
    const all: [RecordStore, number][] = [];
    let total = 0;
    for (const store of run.storesOf('pool')) {
      const { from, to } = rowsIn(store, range);
      total += to - from;
      for (let row = to - 1; row >= Math.max(from, to - MAX_TABLE_ROWS); row--) all.push([store, row]);
    }
    all.sort(([a, rowA], [b, rowB]) => b.number('sequence', rowB) - a.number('sequence', rowA));
    const rows = all.slice(0, MAX_TABLE_ROWS).map(([store, row]) => {
      const number = (name: string) => store.number(name, row);
      const dash = (value: number) => (Number.isNaN(value) ? '' : value);
      return [
        number('sequence'), moment(number('submittedUs') - run.beginUs), store.isolate, store.text('operation', row) ?? '',
        store.text('label', row) ?? '', store.text('workKind', row) ?? '', dash(number('thread')), dash(number('startedUs') - number('submittedUs')),
        dash(number('endedUs') - number('startedUs')), dash(number('calledBackUs') - number('endedUs')), number('queueDepth'),
      ];
    });
    return {
      caption: `Operations, newest first: ${rows.length} of ${count(total)}`,
      columns: ['sequence', 'at', 'isolate', 'operation', 'label', 'workKind', 'thread', 'waitUs', 'runUs', 'callbackUs', 'queueDepth'], rows,
    };
  }

  describe(us: number, run: Run): string {
    const busy = this.#threads.threads.flatMap((thread, i) => {
      const operation = thread.operations[thread.lowerBound(us + 1) - 1];
      return operation !== undefined && operation.ended >= us ? [`thread ${i} runs ${operation.store.text('operation', operation.row)}`] : [];
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
