// "Why late?": the time from when a callback was asked for to when it came, cut into what the records say was going on.
import { callbackOf, explain, type Explanation } from '../../model/explain.ts';
import type { Page } from '../../model/page.ts';
import type { Kind } from '../../data/schema.ts';
import { h } from '../dom.ts';
import type { DrawerTab } from '../drawer.ts';
import { duration, moment } from '../format.ts';

const PARTS: [keyof Explanation['partsUs'], string, string][] = [
  ['poolWait', 'waited for a thread of the pool', 'wait'], ['poolRun', 'ran on a thread of the pool', 'run'],
  ['gc', 'the thread collected garbage', 'major'], ['ticks', 'ticks and microtasks ran', 'tick'],
  ['callbacks', 'other callbacks ran', 'timers'], ['loop', 'the loop itself worked', 'poll'], ['poll', 'the loop waited in poll', 'idle'],
];
const MAX_SHOWN = 50;

export class WhyTab implements DrawerTab {
  readonly id = 'why';
  readonly title = 'why late?';
  readonly element = h('div', { class: 'why' });
  #shown = '';

  show(page: Page): void {
    const { picked, run } = page;
    const key = picked === null ? 'none' : `${run.id} ${picked.kind} ${picked.isolate} ${picked.row}`;
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.replaceChildren(...this.#content(page));
  }

  #content(page: Page): Node[] {
    const { picked, run } = page;
    const say = (text: string): Node[] => [h('p', {}, text)];
    if (picked === null || (picked.kind !== 'callback' && picked.kind !== 'pool')) return say('Pick a callback, or an operation of the pool.');
    const store = run.store(picked.kind, picked.isolate);
    if (picked.row < store.first) return say('This record is no longer kept.');
    const row = picked.kind === 'callback' ? picked.row : callbackOf(run, store, picked.row);
    if (row < 0) return say('No record tells of the callback that this operation ended in.');
    const explanation = explain(run, picked.isolate, row);
    if (explanation === null) return say('Nothing tells when this callback was asked for: it is neither a pool operation\'s nor a timer\'s.');
    return this.#explained(page, explanation);
  }

  #explained(page: Page, { callback, operation, delayUs, partsUs, unexplainedUs, records }: Explanation): Node[] {
    const asked = operation === null ? 'it was due' : `${operation.label ?? operation.operation} was submitted`;
    const rest = { us: unexplainedUs, words: 'nobody accounts for', color: 'faint' };
    const parts = [...PARTS.map(([name, words, color]) => ({ us: partsUs[name], words, color })), rest].filter(({ us }) => us > 0);
    const bar = h('div', { class: 'parts', 'aria-hidden': 'true' }, ...parts.map(({ us, words, color }) => {
      const piece = h('span', { title: `${duration(us)} ${words}` });
      piece.style.flexGrow = String(us);
      piece.style.background = `var(--${color})`;
      return piece;
    }));
    const list = h('ul', { class: 'part-list' }, ...parts.map(({ us, words, color }) => {
      const swatch = h('i', { class: 'swatch' });
      swatch.style.background = `var(--${color})`;
      return h('li', {}, swatch, `${duration(us)} (${(us / Math.max(delayUs, 1) * 100).toFixed(0)} %) ${words}`);
    }));
    const witnesses = [...(operation === null ? [] : [operation]), ...records];
    return [
      h('p', {}, `${callback.provider ?? 'The callback'} came ${duration(delayUs)} after ${asked}.`), bar, list,
      h('p', {}, `The records that say so (${witnesses.length}):`),
      h('ul', { class: 'witnesses' }, ...witnesses.slice(0, MAX_SHOWN).map((record) => h('li', {}, this.#witness(page, record)))),
      ...(witnesses.length > MAX_SHOWN ? [h('p', {}, `and ${witnesses.length - MAX_SHOWN} more`)] : []),
    ];
  }

  #witness(page: Page, record: Record<string, unknown>): Node {
    const { kind, sequence, isolate } = record as { kind: Kind; sequence: number; isolate: number };
    const begin = (record.startUs ?? record.submittedUs) as number;
    const end = kind === 'pool' ? record.calledBackUs as number : begin + (record.durationUs as number);
    const what = record.provider ?? record.type ?? record.operation ?? (kind === 'loop' ? `iteration ${record.iteration}` : '');
    const text = `${kind} ${what}: ${duration(end - begin)} from ${moment(begin - page.run.beginUs)}, sequence ${sequence}`;
    return h('button', {
      type: 'button', class: 'quiet', click: () => {
        const row = page.run.store(kind, isolate).find(sequence);
        if (row >= 0) page.pick({ kind, isolate, row });
      },
    }, text);
  }
}
