// The head of the page: what runs, on what, whether it is heard, what it costs to watch, and what got lost.
import type { RunState } from '../data/run.ts';
import type { Snapshot } from '../data/wire.ts';
import type { Page } from '../model/page.ts';
import { h, setAttribute, setText } from './dom.ts';
import { bytes, count, duration, percent } from './format.ts';
import type { Frames } from './frame.ts';

// A figure older than this is not of now.
const STALE_MS = 1500;
const COST_WINDOW_US = 1.5e6;
const RECORD_US = 0.3;  // In the loop that makes it: docs/performance.md.

const STATES: Record<RunState, string> = {
  connecting: 'connecting', live: '\u25cf live', lost: '\u25a0 not reached', ended: '\u25a0 host ended', file: '\u25c6 recording',
};

export class Header {
  readonly element: HTMLElement;
  readonly #lab = h('h1', {}, 'Isoscope');
  readonly #state = h('span', { class: 'state', role: 'status' });
  readonly #versions = h('span', { class: 'versions' });
  readonly #figures = h('dl', { class: 'figures' });
  #before = { us: 0, cpuUs: 0, records: 0 };  // The snapshot that costs are counted from.
  #costs: { service: number; rate: number } | undefined;
  readonly #values = new Map<string, HTMLElement>();

  constructor(readonly page: Page, frames: Frames) {
    this.element = h('header', { class: 'page-head' }, this.#lab, this.#state, this.#versions, this.#figures);
    frames.onDraw(() => this.draw());
  }

  #figure(id: string, label: string, text: string, about: string, warn = false): void {
    let value = this.#values.get(id);
    if (value === undefined) {
      value = h('dd', { id: `figure-${id}` });
      this.#values.set(id, value);
      this.#figures.append(h('div', { title: about }, h('dt', {}, label), value));
    }
    setText(value, text);
    setAttribute(value, 'class', warn ? 'warn' : null);
    setAttribute(value.parentElement!, 'title', about);
  }

  // What watching costs: the thread that collects and serves is measured; what a record costs in the loop that makes it was (docs/performance.md).
  #cost(snapshot: Snapshot): void {
    const { observation, time } = snapshot;
    if (observation === undefined) return;
    const records = Object.values(observation.records).reduce((sum, number) => sum + number, 0);
    if (time.monotonicUs - this.#before.us >= COST_WINDOW_US || records < this.#before.records) {
      const { us, cpuUs, records: had } = this.#before;
      const passed = time.monotonicUs - us;
      if (us > 0 && records >= had) {
        this.#costs = { service: (observation.serviceCpuUs - cpuUs) / passed, rate: (records - had) / passed * 1e6 };
      }
      this.#before = { us: time.monotonicUs, cpuUs: observation.serviceCpuUs, records };
    }
    if (this.#costs === undefined) return;
    const { service, rate } = this.#costs;
    this.#figure('cost', 'watching', percent(service),
                 `of one processor, for the thread that collects and serves; ${count(rate)} records a second, which cost their loops about ` +
                 `${percent(rate * RECORD_US / 1e6)} of their time; ${bytes(observation.historyBytes)} of history; ` +
                 `watched: ${observation.watched.join(', ')}`);
  }

  draw(): void {
    const { run } = this.page;
    const { snapshot } = run;
    setText(this.#state, run.replay !== null ? STATES.file : STATES[run.state]);
    setAttribute(this.#state, 'data-state', run.state);
    const gone = run.state === 'lost' || run.state === 'ended';
    setAttribute(this.#state, 'title', gone ? `${run.detail}. What it told is kept; another host at this address is shown.` : run.detail);
    setText(this.#lab, run.name);
    if (document.title !== `${run.name} - Isoscope`) document.title = `${run.name} - Isoscope`;
    if (snapshot === undefined) return;
    const { versions } = snapshot;
    setText(this.#versions, `isoscope ${versions.isoscope}  V8 ${versions.v8}  libuv ${versions.uv}  as Node ${versions.node}`);
    const dropped = Object.entries(snapshot.dropped).filter(([, number]) => number > 0);
    const lost = dropped.reduce((sum, [, number]) => sum + number, 0);
    const alive = snapshot.isolates.filter(({ state }) => state !== 'ended');
    const age = run.state === 'live' ? Math.max(0, ...alive.map(({ staleMs }) => staleMs ?? 0)) : 0;
    this.#figure('pid', 'pid', String(snapshot.process.pid), 'the process');
    this.#figure('uptime', 'up', duration(snapshot.process.uptimeUs), 'since its start');
    this.#figure('isolates', 'isolates', String(alive.length), 'V8 isolates that live');
    this.#figure('rss', 'memory', bytes(snapshot.process.rssBytes), 'resident memory of the process');
    this.#figure('records', 'records', count(run.records), `that this page has got; it keeps ${bytes(run.bytes)}` +
      (run.evicted > 0 ? ` and has let ${count(run.evicted)} of the oldest go` : ''));
    const which = dropped.map(([kind, number]) => `${kind}: ${number}`).join(', ');
    this.#figure('dropped', 'dropped', count(lost), which || 'nothing was dropped', lost > 0);
    this.#figure('missing', 'not received', count(run.missing), 'records that the host had no more when this page could take them', run.missing > 0);
    this.#figure('age', 'heap figures', age > STALE_MS ? `${(age / 1000).toFixed(1)} s old` : 'now',
                 'a busy isolate answers at an interrupt; inside a long native call its figures grow old', age > STALE_MS);
    this.#cost(snapshot);
    const utilization = Math.max(0, ...snapshot.isolates.map(({ loop }) => loop.utilization ?? 0));
    this.#figure('utilization', 'loop', percent(utilization), 'part of the time that the busiest loop did not wait, since its start');
  }
}
