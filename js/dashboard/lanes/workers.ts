// Isolates as lifelines, messages between them as arrows: from where a message went out to where it came in, when both records are there.
import type { Run } from '../data/run.ts';
import { kindInfo } from '../data/schema.ts';
import type { RecordStore } from '../data/store.ts';
import type { Range } from '../model/timeline.ts';
import { bytes, count, duration, moment, plural } from '../view/format.ts';
import type { Area, Hit, Lane, Table } from './lane.ts';
import { newestRecords } from './records.ts';
import { clipToTime } from './rows.ts';
import { rowsIn } from './spans.ts';

const ROW_PX = 28;
const REACH_PX = 5;
const MAX_ARROWS = 2000;
const MAX_SINGLE = 1500;  // Records: of more than that in sight one in ARROW_PX is looked at.
const ARROW_PX = 5;
const MAX_SUMMED = 20_000;  // Beyond, a summary does not follow single messages.

const EVENTS = kindInfo('worker').fields.find(({ name }) => name === 'event')!.values!;
const [ONLINE, IN, OUT, EXIT] = ['online', 'messageIn', 'messageOut', 'exit'].map((event) => EVENTS.indexOf(event));

interface Message {
  fromIsolate: number;
  toIsolate: number;
  sentUs: number;
  takenUs: number;
  row: number;  // Of the receiver's store.
}

export class WorkersLane implements Lane {
  readonly id = 'workers';
  readonly title = 'Isolates and messages';
  readonly isolate = null;
  readonly about = 'A line for each isolate, from its start to its end. An arrow goes from where a message was sent to where it was taken; a tick ' +
    'below a line is a message whose other end no record names. A circle: it runs its own code; a square: it has ended.';
  readonly #sentRows = new Map<number, Map<number, number>>();  // Isolate -> number of a message -> row.
  readonly #exits = new Map<number, { store: RecordStore; row: number }>();  // Worker -> what its parent says.
  readonly #takenRows = new Map<RecordStore, number[]>();
  readonly #online = new Map<number, { store: RecordStore; row: number }>();
  readonly #seen = new Map<RecordStore, number>();

  constructor(readonly run: Run) {}

  #isolates(): number[] {
    return [...this.run.isolates.keys()].sort((a, b) => a - b);
  }

  // Takes in what has come since: where messages went out, and which workers have ended.
  #update(): void {
    for (const store of this.run.storesOf('worker')) {
      const events = store.numbers('event'), numbers = store.numbers('message'), peers = store.numbers('peer');
      let rows = this.#sentRows.get(store.isolate);
      if (rows === undefined) this.#sentRows.set(store.isolate, rows = new Map());
      let taken = this.#takenRows.get(store);
      if (taken === undefined) this.#takenRows.set(store, taken = []);
      for (let row = Math.max(this.#seen.get(store) ?? 0, store.first); row < store.end; row++) {
        if (events.get(row) === IN) taken.push(row);
        else if (events.get(row) === OUT) rows.set(numbers.get(row), row);
        else if (events.get(row) === ONLINE) this.#online.set(store.isolate, { store, row });
        else if (events.get(row) === EXIT) this.#exits.set(peers.get(row), { store, row });
      }
      this.#seen.set(store, store.end);
      // In their order: the first are those that the run let go.
      if (taken.length > 2 * store.count) taken.splice(0, indexOf(taken, store.first));
      if (rows.size > 2 * store.count) for (const [number, row] of rows) if (row < store.first) rows.delete(number);
    }
  }

  #sent(isolate: number, message: number): number {
    const row = this.#sentRows.get(isolate)?.get(message) ?? -1;
    return row >= this.run.store('worker', isolate).first ? row : -1;
  }

  // Rows of [from, to) that tell of something taken; of very many, about one in each `stepUs`.
  *#taken(store: RecordStore, from: number, to: number, stepUs: number): Generator<number> {
    const rows = this.#takenRows.get(store) ?? [];
    const step = to - from > MAX_SINGLE ? stepUs : 0;
    for (let i = indexOf(rows, from); i < rows.length && rows[i] < to;) {
      yield rows[i];
      i = step === 0 ? i + 1 : Math.max(i + 1, indexOf(rows, store.lowerBound(store.time(rows[i]) + step, rows[i])));
    }
  }

  // Messages that were taken in the time, each with where it was sent; of very many, about one in each `stepUs`.
  *#messages(fromUs: number, toUs: number, stepUs = 0): Generator<Message> {
    for (const isolate of this.#isolates()) {
      const store = this.run.store('worker', isolate);
      const { from, to } = rowsIn(store, { fromUs, toUs });
      for (const row of this.#taken(store, from, to, stepUs)) {
        const peer = store.number('peer', row), sent = Number.isNaN(peer) ? -1 : this.#sent(peer, store.number('message', row));
        if (sent < 0) continue;
        yield { fromIsolate: peer, toIsolate: isolate, sentUs: this.run.store('worker', peer).time(sent), takenUs: store.time(row), row };
      }
    }
  }

  height(): number {
    return Math.max(1, this.#isolates().length) * ROW_PX + 8;
  }

  // When each isolate's first record came.
  #begins(): Map<number, number> {
    const begins = new Map<number, number>();
    for (const { isolate, oldestUs } of this.run.stores) {
      if (oldestUs < (begins.get(isolate) ?? Infinity)) begins.set(isolate, oldestUs);  // Of an empty one it is no number.
    }
    return begins;
  }

  // From when to when an isolate lived; its end is told by its parent.
  #life(isolate: number, beginUs: number): { beginUs: number; endUs: number; exit: { store: RecordStore; row: number } | null } {
    const exit = this.#exits.get(isolate);
    if (exit === undefined || exit.row < exit.store.first) return { beginUs, endUs: this.run.endUs, exit: null };
    return { beginUs, endUs: exit.store.time(exit.row), exit };
  }

  draw(area: Area): void {
    const { context, theme, timeline, left, width, run } = area;
    this.#update();
    const isolates = this.#isolates();
    const y = (isolate: number) => isolates.indexOf(isolate) * ROW_PX + ROW_PX / 2 + 2;
    context.font = '11px system-ui, sans-serif';
    context.textBaseline = 'middle';
    const clampX = (us: number) => Math.min(width, Math.max(left, area.x(us)));
    const begins = this.#begins();
    for (const isolate of isolates) {
      const { beginUs, endUs, exit } = this.#life(isolate, begins.get(isolate) ?? Infinity);
      const row = y(isolate);
      context.fillStyle = theme.text;
      context.fillText(`${isolate} ${run.isolates.get(isolate)?.name ?? ''}`.slice(0, Math.floor(left / 6.5)), 2, row);
      context.strokeStyle = theme.faint;
      context.lineWidth = 3;
      context.beginPath();
      context.moveTo(clampX(beginUs), row);
      context.lineTo(clampX(endUs), row);
      context.stroke();
      if (exit !== null && endUs >= timeline.fromUs && endUs <= timeline.toUs) {
        context.fillStyle = theme.text;
        context.fillRect(area.x(endUs) - 4, row - 4, 8, 8);
      }
      this.#drawOnline(area, isolate, row);
      this.#drawTicks(area, isolate, row);
    }
    const arrows = new Arrows();
    // Messages sent before the window may be taken within it, and the other way round.
    for (const message of this.#messages(timeline.fromUs, Math.min(timeline.toUs + timeline.spanUs, run.endUs + 1), area.us(ARROW_PX) - area.us(0))) {
      if (message.sentUs > timeline.toUs) continue;
      arrows.add(area.x(message.sentUs), y(message.fromIsolate), area.x(message.takenUs), y(message.toIsolate));
      if (arrows.count === MAX_ARROWS) break;
    }
    context.save();
    clipToTime(area);
    arrows.draw(context, theme.s0);
    context.restore();
  }

  #drawOnline(area: Area, isolate: number, y: number): void {
    const online = this.#online.get(isolate);
    if (online === undefined || online.row < online.store.first) return;
    const us = online.store.time(online.row);
    if (us < area.timeline.fromUs || us > area.timeline.toUs) return;
    area.context.fillStyle = area.theme.ok;
    area.context.beginPath();
    area.context.arc(area.x(us), y, 5, 0, 2 * Math.PI);
    area.context.fill();
  }

  // Of as many as there are pixels at most.
  #drawTicks(area: Area, isolate: number, y: number): void {
    const store = area.run.store('worker', isolate);
    const { from, to } = rowsIn(store, area.timeline);
    area.context.fillStyle = area.theme.text;
    let last = -Infinity;
    for (const row of this.#taken(store, from, to, area.us(1) - area.us(0))) {
      if (!Number.isNaN(store.number('peer', row))) continue;
      const x = area.x(store.time(row));
      if (x - last < 1 || x < area.left) continue;
      last = x;
      area.context.fillRect(x, y + 3, 1, 5);
    }
  }

  hit(x: number, y: number, area: Area): Hit | null {
    const isolates = this.#isolates();
    const isolate = isolates[Math.floor((y - 2) / ROW_PX)];
    if (isolate === undefined) return null;
    const us = area.us(x), reach = area.us(x + REACH_PX) - us;
    let found: { store: RecordStore; row: number; far: number } | undefined;
    const look = (store: RecordStore, row: number): void => {
      const far = Math.abs(store.time(row) - us);
      if (far <= reach && (found === undefined || far < found.far)) found = { store, row, far };
    };
    const store = area.run.store('worker', isolate);
    const { from, to } = rowsIn(store, { fromUs: us - reach, toUs: us + reach });
    for (let row = from; row < to; row++) look(store, row);
    const { exit } = this.#life(isolate, 0);
    if (exit !== null) look(exit.store, exit.row);
    return found === undefined ? null : this.#describeRow(found.store, found.row, area.run);
  }

  #describeRow(store: RecordStore, row: number, run: Run): Hit {
    const event = store.text('event', row) ?? '';
    const peer = store.number('peer', row), message = store.number('message', row);
    const lines = [`at ${moment(store.time(row) - run.beginUs)}`];
    const named = (name: string, label: string, show: (value: number) => string): void => {
      const value = store.number(name, row);
      if (!Number.isNaN(value)) lines.push(`${label}: ${show(value)}`);
    };
    named('message', 'message', String);
    named('sizeBytes', 'size', bytes);
    named('durationUs', 'start took', duration);
    named('exitCode', 'exit code', String);
    if (event === 'messageIn' && !Number.isNaN(peer)) {
      const sent = this.#sent(peer, message);
      lines.push(`from isolate ${peer}${sent < 0 ? '' : `, ${duration(store.time(row) - run.store('worker', peer).time(sent))} on its way`}`);
    } else if (!Number.isNaN(peer)) {
      lines.push(`isolate ${peer}`);
    }
    const words: Record<string, string> = {
      start: 'starts a worker', online: 'runs its own code', messageIn: 'takes a message', messageOut: 'sends a message',
      exit: 'hears that a worker ended',
    };
    return { store, row, title: `isolate ${store.isolate} ${words[event] ?? event}`, lines };
  }

  summary(range: Range): string {
    this.#update();
    let sent = 0, size = 0, rows = 0;
    for (const store of this.run.storesOf('worker')) {
      const { from, to } = rowsIn(store, range);
      rows += to - from;
      sent += store.sums('sent').sum(from, to);
      size += store.sums('sentBytes').sum(from, to);
    }
    const isolates = plural(this.#isolates().length, 'isolate');
    if (rows > MAX_SUMMED) return `${isolates}; ${plural(sent, 'message')} of ${bytes(size)} sent`;
    let slowest = 0, joined = 0;
    for (const { sentUs, takenUs } of this.#messages(range.fromUs, range.toUs)) {
      joined++;
      slowest = Math.max(slowest, takenUs - sentUs);
    }
    if (sent === 0 && joined === 0) return `${isolates}, no message`;
    return `${isolates}; ${plural(sent, 'message')} of ${bytes(size)} sent, ${count(joined)} taken, the slowest ${duration(slowest)} on its way`;
  }

  table(range: Range, run: Run): Table {
    return newestRecords('Starts, messages and ends', run.storesOf('worker'), range, run,
                         [['isolate', ({ isolate }) => isolate], 'event', 'peer', 'message', 'sizeBytes', 'durationUs', 'exitCode']);
  }
}

// All of a colour, drawn at once.
class Arrows {
  count = 0;
  readonly #lines = new Path2D();
  readonly #heads = new Path2D();

  add(x1: number, y1: number, x2: number, y2: number): void {
    this.count++;
    this.#lines.moveTo(x1, y1);
    this.#lines.lineTo(x2, y2);
    const scale = 1 / Math.hypot(x2 - x1, y2 - y1), along = (x2 - x1) * scale, across = (y2 - y1) * scale;
    this.#heads.moveTo(x2, y2);
    this.#heads.lineTo(x2 - 6.4 * along - 2.7 * across, y2 - 6.4 * across + 2.7 * along);
    this.#heads.lineTo(x2 - 6.4 * along + 2.7 * across, y2 - 6.4 * across - 2.7 * along);
  }

  draw(context: CanvasRenderingContext2D, color: string): void {
    context.strokeStyle = context.fillStyle = color;
    context.lineWidth = 1;
    context.stroke(this.#lines);
    context.fill(this.#heads);
  }
}

// The first of rising rows that is `row` or higher.
function indexOf(rows: readonly number[], row: number): number {
  let low = 0, high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
