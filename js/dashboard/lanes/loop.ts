// The event loop of one isolate: a row for each phase in libuv's order, callbacks in the phase they ran in, ticks and microtasks at their end,
// collections above.
//
// A record may stand for several short iterations or entries in a row (its count): such a bar is as high as the part of its time that they took.
//
// V8 and libuv tell when an iteration began and how long each of its phases was; where in the iteration a phase lies follows from libuv's order.
import type { Run } from '../data/run.ts';
import type { RecordStore } from '../data/store.ts';
import type { Range } from '../model/timeline.ts';
import { NONE, count, duration, moment, percent, plain, plural } from '../view/format.ts';
import type { Area, Hit, Lane, Table } from './lane.ts';
import { newestRecords } from './records.ts';
import { Bars, clipToTime, drawRow, Profile } from './rows.ts';
import { partsOf, pixelsOf } from './samples.ts';
import { eventsIn, rowsIn } from './spans.ts';
import type { Theme } from './theme.ts';

const ROW_PX = 13;
const BAR_PX = ROW_PX - 3;
// Beyond so many a lane's width holds sums for each pixel, not single bars.
const MAX_SINGLE = 1200;

const MIN_PART = 0.02;  // Of a pixel's time: less cannot be seen.

const PHASES = ['pending', 'idle', 'prepare', 'pollIdle', 'poll', 'check', 'closing', 'timers'] as const;
type Phase = (typeof PHASES)[number] | 'outside';

const ROWS: { name: string; phases: Phase[]; color: keyof Theme }[] = [
  { name: 'outside', phases: ['outside'], color: 'outside' },
  { name: 'pending', phases: ['pending'], color: 'pending' },
  { name: 'prepare', phases: ['idle', 'prepare'], color: 'pending' },
  { name: 'poll', phases: ['pollIdle', 'poll'], color: 'poll' },
  { name: 'check', phases: ['check'], color: 'check' },
  { name: 'closing', phases: ['closing'], color: 'closing' },
  { name: 'timers', phases: ['timers'], color: 'timers' },
];
const rowOf = new Map(ROWS.flatMap(({ phases }, i) => phases.map((phase) => [phase, i] as const)));
const GC_ROW = 0, FIRST_ROW = 1, TICK_ROW = FIRST_ROW + ROWS.length;
const HEIGHT = (TICK_ROW + 1) * ROW_PX;

export class LoopLane implements Lane {
  readonly id: string;
  readonly title = 'Event loop';
  readonly about = 'A row for each phase, in libuv\'s order. Pale: the phase; solid: a callback in it; outlined in the poll row: waiting. The last ' +
    'row: process.nextTick callbacks and microtasks. The first row: collections.';
  readonly legend: { label: string; color: keyof Theme }[] = [
    { label: 'waiting', color: 'idle' }, { label: 'callback', color: 'poll' }, { label: 'ticks, microtasks', color: 'tick' },
    { label: 'collection', color: 'major' },
  ];
  readonly #loop: RecordStore;
  readonly #callbacks: RecordStore;
  readonly #gc: RecordStore;

  constructor(run: Run, readonly isolate: number) {
    this.id = `loop-${isolate}`;
    this.#loop = run.store('loop', isolate);
    this.#callbacks = run.store('callback', isolate);
    this.#gc = run.store('gc', isolate);
  }

  height(): number {
    return HEIGHT;
  }

  draw(area: Area): void {
    const { context } = area;
    drawRow(area, 'gc', GC_ROW, ROW_PX);
    ROWS.forEach(({ name }, i) => drawRow(area, name, (FIRST_ROW + i) * ROW_PX, ROW_PX));
    drawRow(area, 'ticks', TICK_ROW * ROW_PX, ROW_PX);
    context.save();
    clipToTime(area);
    const { fromUs, toUs } = area.timeline;
    const iterations = rowsIn(this.#loop, area.timeline), callbacks = rowsIn(this.#callbacks, area.timeline);
    if (iterations.to - iterations.from > MAX_SINGLE) this.#drawPhaseSums(area);
    else this.#drawIterations(area, this.#overlapping(this.#loop, area.timeline));
    this.#drawCallbacks(area, callbacks.to - callbacks.from > MAX_SINGLE);
    const bars = new Bars(context, GC_ROW + 2, ROW_PX - 4, area.theme.major);
    const gc = rowsIn(this.#gc, area.timeline);
    const shortest = gc.to - gc.from > MAX_SINGLE ? (toUs - fromUs) / (area.width - area.left) / 2 : -1;
    this.#gc.extremes('durationUs').above(gc.from, Math.min(this.#gc.end, gc.to + 1), shortest, (row) => {
      bars.add(area.x(this.#gc.start(row)), area.x(this.#gc.time(row)));
    });
    bars.flush();
    context.restore();
  }

  #overlapping(store: RecordStore, { fromUs, toUs }: Range): number[] {
    const rows: number[] = [];
    store.overlapping(fromUs, toUs, (row) => { rows.push(row); });
    return rows;
  }

  #style(area: Area, phase: Phase): void {
    const { context, theme } = area;
    context.fillStyle = phase === 'pollIdle' ? theme.idle : theme[ROWS[rowOf.get(phase)!].color];
    context.globalAlpha = phase === 'pollIdle' ? 0.8 : 0.45;
  }

  #bottom(phase: Phase): number {
    return (FIRST_ROW + rowOf.get(phase)! + 1) * ROW_PX - 1.5;
  }

  // Phase by phase, so that the style changes as often as there are phases.
  #drawIterations(area: Area, rows: readonly number[]): void {
    const loop = this.#loop;
    const { context } = area;
    const counts = loop.numbers('count');
    const ats = Float64Array.from(rows, (row) => loop.start(row));
    for (const phase of PHASES) {
      const column = loop.numbers(`phasesUs.${phase}`);
      const bottom = this.#bottom(phase);
      this.#style(area, phase);
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i], us = column.get(row);
        if (!(us > 0)) continue;
        const at = ats[i];
        ats[i] += us;
        const several = counts.get(row) > 1;
        const start = several ? loop.start(row) : at, end = several ? loop.time(row) : at + us;
        const from = area.x(start), to = area.x(end);
        if (to - from <= 0.2) continue;
        const height = several ? BAR_PX * Math.min(1, us / (end - start)) : BAR_PX;
        context.fillRect(from, bottom - height, Math.max(0.5, to - from), height);
      }
    }
    context.globalAlpha = 1;
  }

  // How much of each pixel's time each phase took. An iteration that is longer than a pixel is drawn as it is.
  #drawPhaseSums(area: Area): void {
    const loop = this.#loop;
    const { context, theme } = area;
    const pixels = pixelsOf(area);
    const { from, to } = rowsIn(loop, area.timeline);
    const long: number[] = [];
    loop.extremes('durationUs').above(from, Math.min(loop.end, to + 1), pixels.perPixel, (row) => long.push(row));
    this.#drawIterations(area, long);
    for (const phase of PHASES) {
      if (loop.sums(`phasesUs.${phase}`).sum(from, to) < pixels.perPixel * MIN_PART) continue;
      this.#style(area, phase);
      new Profile(context, this.#bottom(phase)).addAll(partsOf(loop, `phasesUs.${phase}`, pixels, long), pixels, BAR_PX, MIN_PART);
    }
    context.globalAlpha = 1;
    context.fillStyle = theme.tick;
    const bottom = (TICK_ROW + 1) * ROW_PX - 1.5;
    new Profile(context, bottom).addAll(partsOf(this.#callbacks, 'drainUs', pixels), pixels, BAR_PX, MIN_PART);
  }

  // Of very many only those that can be seen by themselves; the phases' sums have them all.
  #drawCallbacks(area: Area, onlyLong: boolean): void {
    const store = this.#callbacks;
    const { context, theme } = area;
    const { fromUs, toUs, spanUs } = area.timeline;
    const byPhase = ROWS.map(({ color }, i) => new Bars(context, (FIRST_ROW + i) * ROW_PX + 2, ROW_PX - 4, theme[color]));
    const ticks = new Bars(context, TICK_ROW * ROW_PX + 2, ROW_PX - 4, theme.tick);
    const rowOfValue = store.values('phase').map((phase) => rowOf.get(phase as Phase));
    const phases = store.numbers('phase'), drainUs = store.numbers('drainUs'), counts = store.numbers('count');
    const sums: { x: number; width: number; line: number; part: number; color: string }[] = [];
    const drains: { x: number; width: number; y: number }[] = [];
    const draw = (row: number) => {
      const start = store.start(row), end = store.time(row), drain = drainUs.get(row);
      const x = area.x(start), to = area.x(end);
      const line = rowOfValue[phases.get(row)] ?? 0;
      if (counts.get(row) > 1) {
        const whole = Math.max(1, end - start), width = Math.max(0.75, to - x);
        sums.push({ x, width, line: FIRST_ROW + line, part: store.number('durationUs', row) / whole, color: theme[ROWS[line].color] });
        if (drain > 0) sums.push({ x, width, line: TICK_ROW, part: drain / whole, color: theme.tick });
        return;
      }
      const bars = byPhase[line];
      bars.add(x, to);
      if (drain > 0 && !onlyLong) {
        ticks.add(area.x(end - drain), to);
        drains.push({ x: area.x(end - drain), width: to - area.x(end - drain), y: bars.y + bars.height - 3 });
      }
    };
    if (onlyLong) {
      const { from, to } = rowsIn(store, area.timeline);
      store.extremes('durationUs').above(from, Math.min(store.end, to + 1), spanUs / (area.width - area.left), draw);
    } else {
      store.overlapping(fromUs, toUs, draw);
    }
    for (const { x, width, line, part, color } of sums) {
      const height = Math.max(1, Math.min(1, part) * BAR_PX);
      context.fillStyle = color;
      context.fillRect(x, (line + 1) * ROW_PX - 1.5 - height, width, height);
    }
    for (const bars of byPhase) bars.flush();
    ticks.flush();
    context.fillStyle = theme.tick;
    for (const { x, width, y } of drains) if (width > 1) context.fillRect(x, y, width, 3);
  }

  hit(x: number, y: number, area: Area): Hit | null {
    const us = area.us(x), reach = area.us(x + 2) - us;
    const line = Math.floor(y / ROW_PX);
    if (line === GC_ROW) {
      const row = this.#under(this.#gc, us, reach, () => true);
      return row < 0 ? null : {
        store: this.#gc, row, title: `collection: ${this.#gc.text('type', row) ?? NONE}`,
        lines: [`reason: ${this.#gc.text('reason', row) ?? 'not told'}`, `pause: ${duration(this.#gc.number('durationUs', row))}`],
      };
    }
    const wanted = ROWS[line - FIRST_ROW]?.phases;
    const row = this.#under(this.#callbacks, us, reach, (at) => (wanted === undefined ? this.#callbacks.number('drainUs', at) > 0 :
      wanted.includes(this.#callbacks.text('phase', at) as Phase)));
    if (row >= 0) return this.#callbackHit(row, area.run);
    const iteration = this.#under(this.#loop, us, reach, () => true);
    return iteration < 0 ? null : this.#loopHit(iteration, area.run);
  }

  // The shortest record under a moment.
  #under(store: RecordStore, us: number, reach: number, fits: (row: number) => boolean): number {
    let found = -1, length = Infinity, looked = 0;
    store.overlapping(us - reach, us + reach, (row) => {
      const lasts = store.time(row) - store.start(row);
      if (lasts < length && fits(row)) {
        found = row;
        length = lasts;
      }
      return ++looked < 5000;
    });
    return found;
  }

  #callbackHit(row: number, run: Run): Hit {
    const store = this.#callbacks;
    const number = (name: string) => store.number(name, row);
    const due = number('dueUs'), several = number('count') > 1;
    return {
      store, row,
      title: `${several ? `${count(number('count'))} entries of ` : ''}${store.text('provider', row) ?? 'callback'} in ` +
        (store.text('phase', row) ?? NONE),
      lines: [
        `at ${moment(store.start(row) - run.beginUs)}, took ${duration(number('durationUs'))}` +
          (several ? ` of ${duration(store.time(row) - store.start(row))}, the longest ${duration(number('longestUs'))}` : ''),
        `of these ${duration(number('drainUs'))} in ${plural(number('ticks'), 'tick')} and ` +
          `${Number.isNaN(number('microtasks')) ? 'microtasks' : plural(number('microtasks'), 'microtask')}`,
        ...(several ? [] : [`async id ${plain(number('asyncId'))}, made by ${plain(number('triggerAsyncId'))}`]),
        ...(Number.isNaN(due) ? [] : [`due ${duration(store.start(row) - due)} before`]),
      ],
    };
  }

  #loopHit(row: number, run: Run): Hit {
    const loop = this.#loop;
    const several = loop.number('count', row), first = loop.number('iteration', row);
    return {
      store: loop, row, title: several > 1 ? `${count(several)} iterations from ${count(first)} on` : `iteration ${count(first)}`,
      lines: [
        `at ${moment(loop.start(row) - run.beginUs)}, took ${duration(loop.number('durationUs', row))}`,
        ...PHASES.filter((phase) => loop.number(`phasesUs.${phase}`, row) > 0)
          .map((phase) => `${phase === 'pollIdle' ? 'waiting in poll' : phase}: ${duration(loop.number(`phasesUs.${phase}`, row))}`),
        `${plural(loop.number('callbacks', row), 'callback')}; alive: ${plural(loop.number('activeHandles', row), 'handle')}, ` +
          plural(loop.number('activeRequests', row), 'request'),
      ],
    };
  }

  summary(range: Range): string {
    const loop = rowsIn(this.#loop, range), callbacks = rowsIn(this.#callbacks, range);
    const idle = this.#loop.sums('phasesUs.pollIdle').sum(loop.from, loop.to), whole = this.#loop.sums('durationUs').sum(loop.from, loop.to);
    if (loop.from === loop.to && callbacks.from === callbacks.to) return 'the loop has not turned';
    const longest = this.#longest(callbacks.from, callbacks.to);
    const iterations = eventsIn(this.#loop, loop.from, loop.to);
    return `${plural(iterations, 'iteration')}${whole > 0 ? `, waiting ${percent(idle / whole)} of their time` : ''}; ` +
      `${plural(eventsIn(this.#callbacks, callbacks.from, callbacks.to), 'callback')}${longest > 0 ? `, the longest ${duration(longest)}` : ''}; ` +
      `${plural(this.#callbacks.sums('ticks').sum(callbacks.from, callbacks.to), 'tick')}, ` +
      plural(this.#callbacks.sums('microtasks').sum(callbacks.from, callbacks.to), 'microtask');
  }

  #longest(from: number, to: number): number {
    const longest = this.#callbacks.extremes('longestUs').max(from, to);
    return longest >= 0 ? longest : this.#callbacks.extremes('durationUs').max(from, to);
  }

  table(range: Range, run: Run): Table {
    return newestRecords('Records of callbacks', [this.#callbacks], range, run, [
      'phase', 'provider', 'durationUs', 'drainUs', 'ticks', 'microtasks', ['count', (store, row) => store.number('count', row) || 1],
    ]);
  }

  describe(us: number, run: Run): string {
    const row = this.#under(this.#callbacks, us, 0, () => true);
    if (row >= 0) {
      const hit = this.#callbackHit(row, run);
      return [hit.title, ...hit.lines].join(', ');
    }
    const iteration = this.#under(this.#loop, us, 0, () => true);
    if (iteration < 0) return 'outside of the loop';
    const hit = this.#loopHit(iteration, run);
    return [hit.title, ...hit.lines].join(', ');
  }
}
