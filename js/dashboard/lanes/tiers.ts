// The code of functions over time: a row for each, as high as its tier; deopts as crosses, those of the last second with a ring.
import type { Run } from '../data/run.ts';
import { fileOf, functionsOf, isInternal, nameOf, stretchesOf, tierAt, TIER_MARKS, TIERS, type FunctionHistory } from '../model/functions.ts';
import type { Page } from '../model/page.ts';
import type { Range } from '../model/timeline.ts';
import { count, moment, plural } from '../view/format.ts';
import { MAX_TABLE_ROWS, type Area, type Cell, type Choice, type Filter, type Hit, type Lane, type Table } from './lane.ts';
import type { Theme } from './theme.ts';

const ROW_PX = 18;
const MAX_ROWS = 24;
const FLASH_US = 1e6;
const REACH_PX = 5;
const COLORS: Record<string, keyof Theme> = { interpreted: 's7', baseline: 's2', maglev: 's4', turbofan: 's1' };

type Order = 'busiest' | 'newest' | 'deopts';

export class TiersLane implements Lane {
  readonly id: string;
  readonly title = 'Tiers';
  readonly about = 'A row for each function. The bar is higher the better the code is that calls run: ~ interpreted, ^ baseline, + maglev, ' +
    '* turbofan. A small triangle: code entered in the middle of a loop. A cross: a deopt, with a ring when it was within the last second.';
  readonly legend = TIERS.map((tier) => ({ label: `${TIER_MARKS[tier]} ${tier}`, color: COLORS[tier] }));
  readonly choices: Choice[];
  readonly filter: Filter;
  #scripts = 'own';
  #order: Order = 'busiest';
  #wanted = '';
  #rows: FunctionHistory[] = [];
  #key = '';

  constructor(readonly run: Run, readonly isolate: number) {
    this.id = `tiers-${isolate}`;
    this.choices = [
      { name: 'scripts', values: ['own', 'all'], value: this.#scripts, set: (value) => { this.#scripts = value; } },
      { name: 'order', values: ['busiest', 'newest', 'deopts'], value: this.#order, set: (value) => { this.#order = value as Order; } },
    ];
    this.filter = { label: 'Tiers: only functions whose name or script has', set: (text) => { this.#wanted = text.toLowerCase(); } };
  }

  // All that the filters let pass, in their order.
  #matching(): FunctionHistory[] {
    const own = this.#scripts === 'own', wanted = this.#wanted;
    const found: FunctionHistory[] = [];
    for (const entry of functionsOf(this.run, this.isolate).all) {
      if (own && isInternal(entry.url)) continue;
      if (wanted !== '' && !entry.name.toLowerCase().includes(wanted) && !entry.url.toLowerCase().includes(wanted)) continue;
      found.push(entry);
    }
    const events = (entry: FunctionHistory) => entry.seenTiers + entry.seenDeopts;
    if (this.#order === 'newest') found.sort((a, b) => b.number - a.number);
    else if (this.#order === 'deopts') found.sort((a, b) => b.seenDeopts - a.seenDeopts || events(b) - events(a) || a.number - b.number);
    else found.sort((a, b) => events(b) - events(a) || a.number - b.number);
    return found;
  }

  #update(): FunctionHistory[] {
    const functions = functionsOf(this.run, this.isolate);
    const key = [functions.version, this.#scripts, this.#order, this.#wanted].join();
    if (key !== this.#key) {
      this.#key = key;
      this.#rows = this.#matching().slice(0, MAX_ROWS);
      for (const { url } of this.#rows) if (!isInternal(url)) this.run.sources.want(url);
    }
    return this.#rows;
  }

  height(_page: Page): number {
    return Math.max(2, this.#update().length) * ROW_PX + 4;
  }

  draw(area: Area): void {
    const { context, theme, timeline, width, left } = area;
    context.font = '11px system-ui, sans-serif';
    context.textBaseline = 'middle';
    const rows = this.#update();
    if (rows.length === 0) {
      context.fillStyle = theme.faint;
      context.fillText(this.#emptyText(area), left + 8, ROW_PX);
      return;
    }
    const end = Math.min(width, area.x(timeline.endUs));
    rows.forEach((entry, i) => {
      const bottom = (i + 1) * ROW_PX;
      context.fillStyle = theme.text;
      context.fillText(fit(context, entry.name !== '' ? entry.name : `${fileOf(entry.url)}:${entry.line}`, left - 8), 2, bottom - ROW_PX / 2 + 1);
      context.fillStyle = theme.line;
      context.fillRect(left, bottom, width - left, 1);
      this.#drawStretches(area, entry, bottom, end);
      this.#drawEvents(area, entry, bottom);
    });
  }

  #emptyText(area: Area): string {
    const { size } = functionsOf(this.run, this.isolate);
    if (size > 0) return `${plural(size, 'function')}, none of which these choices let pass`;
    return area.run.state === 'file' ? 'the recording has no tiers: it was made without --observe=tier,deopt'
      : 'nothing yet: tiers and deopts are told while kinds tier and deopt are watched (menu "show")';
  }

  #drawStretches(area: Area, entry: FunctionHistory, bottom: number, end: number): void {
    const { context, theme, left } = area;
    const stretches = stretchesOf(entry);
    stretches.forEach(({ us, tier }, i) => {
      const from = Math.max(left, area.x(us)), to = Math.min(end, i + 1 < stretches.length ? area.x(stretches[i + 1].us) : end);
      if (to <= from) return;
      const height = 3 + 3 * TIERS.indexOf(tier);
      context.fillStyle = theme[COLORS[tier] ?? 'faint'];
      context.fillRect(from, bottom - height - 1, Math.max(1, to - from), height);
      if (to - from > 14) {
        context.fillStyle = theme.text;
        context.fillText(TIER_MARKS[tier] ?? '?', from + 3, bottom - ROW_PX / 2 - 1);
      }
    });
  }

  #drawEvents(area: Area, entry: FunctionHistory, bottom: number): void {
    const { context, theme, timeline, left, width } = area;
    for (const { us, osr } of entry.tiers) {
      const x = area.x(us);
      if (!osr || x < left || x > width) continue;
      context.fillStyle = theme.text;
      context.beginPath();
      context.moveTo(x, bottom - 6);
      context.lineTo(x - 3, bottom - 1);
      context.lineTo(x + 3, bottom - 1);
      context.fill();
    }
    for (const { us } of entry.deopts) {
      const x = area.x(us), y = bottom - ROW_PX / 2;
      if (x < left || x > width) continue;
      context.strokeStyle = theme.bad;
      context.lineWidth = 2;
      context.beginPath();
      context.moveTo(x - 4, y - 4);
      context.lineTo(x + 4, y + 4);
      context.moveTo(x + 4, y - 4);
      context.lineTo(x - 4, y + 4);
      if (timeline.mode === 'live' && timeline.endUs - us < FLASH_US) {
        context.moveTo(x + 8, y);
        context.arc(x, y, 8, 0, 2 * Math.PI);
      }
      context.stroke();
    }
  }

  hit(x: number, y: number, area: Area): Hit | null {
    const entry = this.#update()[Math.floor((y - 1) / ROW_PX)];
    if (entry === undefined) return null;
    const us = area.us(x), reach = area.us(x + REACH_PX) - us;
    const near = <E extends { us: number }>(events: E[]) => events.filter((event) => Math.abs(event.us - us) <= reach)
      .sort((a, b) => Math.abs(a.us - us) - Math.abs(b.us - us))[0];
    const deopts = area.run.store('deopt', this.isolate), tiers = area.run.store('tier', this.isolate);
    const begin = area.run.beginUs;
    const head = `${nameOf(entry)}, ${fileOf(entry.url)}:${entry.line}:${entry.column}`;
    const deopt = near(entry.deopts);
    if (deopt !== undefined && deopt.row >= deopts.first) {
      const lines = [`deopt at ${moment(deopt.us - begin)}: ${deopt.reason}`, `at ${fileOf(deopt.url)}:${deopt.line}:${deopt.column}`,
                     `lost: ${deopt.tierLost ?? 'not told'}${deopt.osr ? ' (of a loop)' : ''}`];
      return { store: deopts, row: deopt.row, title: head, lines };
    }
    const loop = near(entry.tiers.filter(({ osr }) => osr));
    const change = loop ?? entry.tiers.findLast((candidate) => candidate.us <= us && !candidate.osr);
    if (change === undefined || change.row < tiers.first) return null;
    const compileUs = tiers.number('compileUs', change.row);
    return {
      store: tiers, row: change.row, title: head,
      lines: [`${tierAt(entry, us) ?? 'not known'} at ${moment(us - begin)}`,
              `${change.tier}${change.osr ? ', entered in a loop' : ''} since ${moment(change.us - begin)}`,
              ...(Number.isNaN(compileUs) ? [] : [`compiled in ${compileUs} \u00b5s`]),
              `${plural(entry.seenTiers, 'change')}, ${plural(entry.seenDeopts, 'deopt')}`],
    };
  }

  summary(range: Range): string {
    const inRange = ({ us }: { us: number }) => us >= range.fromUs && us <= range.toUs;
    const byTier = new Map<string, number>();
    let deopts = 0, changed = 0;
    for (const entry of this.#matching()) {
      const tier = tierAt(entry, range.toUs);
      if (tier !== null) byTier.set(tier, (byTier.get(tier) ?? 0) + 1);
      changed += entry.tiers.filter(inRange).length;
      deopts += entry.deopts.filter(inRange).length;
    }
    if (byTier.size === 0) return 'no function told of yet';
    const now = TIERS.filter((tier) => byTier.has(tier)).map((tier) => `${count(byTier.get(tier)!)} ${tier}`).join(', ');
    return `${now}; ${plural(changed, 'change')} and ${plural(deopts, 'deopt')} in this time`;
  }

  table(range: Range, run: Run): Table {
    const matching = this.#matching();
    const rows = matching.slice(0, MAX_TABLE_ROWS).map((entry): Cell[] => {
      const last = entry.deopts.at(-1);
      const sequences = [run.store('tier', this.isolate), run.store('deopt', this.isolate)]
        .map((store, i) => ({ store, row: (i === 0 ? entry.tiers : entry.deopts).at(-1)?.row ?? -1 }))
        .filter(({ store, row }) => row >= store.first).map(({ store, row }) => store.number('sequence', row));
      const tier = tierAt(entry, range.toUs);
      return [sequences.length === 0 ? null : Math.max(...sequences), nameOf(entry), entry.url, entry.line, entry.column,
              tier === null ? null : `${TIER_MARKS[tier]} ${tier}`,
              entry.seenTiers, entry.seenDeopts, last === undefined ? null : `${last.reason} at ${last.line}:${last.column}`];
    });
    return {
      caption: `Functions: ${rows.length} of ${count(matching.length)}`,
      columns: ['sequence', 'function', 'script', 'line', 'column', 'tier', 'changes', 'deopts', 'last deopt'], rows,
    };
  }

  describe(us: number, run: Run): string {
    const rows = this.#update();
    if (rows.length === 0) return 'no function';
    return rows.slice(0, 5).map((entry) => `${nameOf(entry)} ${tierAt(entry, us) ?? 'not told of yet'}`).join(', ') +
      (rows.length > 5 ? `, and ${rows.length - 5} more at ${moment(us - run.beginUs)}` : '');
  }
}

// As much of a text as there is room for.
function fit(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = Math.max(1, Math.floor(text.length * width / context.measureText(text).width) - 1);
  while (length > 1 && context.measureText(`${text.slice(0, length)}\u2026`).width > width) length--;
  return `${text.slice(0, length)}\u2026`;
}
