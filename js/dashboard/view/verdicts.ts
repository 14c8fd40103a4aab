// The claim of the lab and what its expectations say so far: scope.expect() makes marks that have an outcome.
import type { Page } from '../model/page.ts';
import { h, setText } from './dom.ts';
import type { Frames } from './frame.ts';
import { inline, labelled } from './markdown.ts';

export class Verdicts {
  readonly element: HTMLElement;
  readonly #claim = h('p', { class: 'claim' });
  readonly #list = h('ul', { class: 'verdicts', 'aria-label': 'Expectations' });
  readonly #verdict = h('strong', { class: 'verdict', role: 'status' });
  #shown = '';
  #claimShown: string | null = null;

  constructor(readonly page: Page, frames: Frames) {
    this.element = h('section', { class: 'claim-strip', 'aria-label': 'Claim and verdict' }, this.#claim, this.#verdict, this.#list);
    frames.onDraw(() => this.draw());
  }

  draw(): void {
    const { run } = this.page;
    const claim = labelled(run.about?.lab?.readme ?? '', 'Claim');
    if (claim !== this.#claimShown) {
      this.#claimShown = claim;
      this.#claim.replaceChildren(...(claim === null ? [] : [h('strong', {}, 'Claim. '), ...inline(claim)]));
    }
    const stores = run.storesOf('mark');
    const key = `${run.id} ${stores.map(({ end }) => end).join()}`;
    if (key === this.#shown) return;
    this.#shown = key;
    const found: { name: string; ok: boolean; detail: string; sequence: number; isolate: number; row: number }[] = [];
    for (const store of stores) {
      for (let row = store.first; row < store.end; row++) {
        const outcome = store.text('outcome', row);
        if (outcome === null) continue;
        found.push({
          name: store.text('name', row) ?? '', ok: outcome === 'ok', detail: store.text('detail', row) ?? '',
          sequence: store.number('sequence', row), isolate: store.isolate, row,
        });
      }
    }
    found.sort((a, b) => a.sequence - b.sequence);
    const failed = found.filter(({ ok }) => !ok).length;
    const verdict = failed === 0 ? `\u2713 ${found.length} of ${found.length} hold` : `\u2717 ${failed} of ${found.length} do not hold`;
    setText(this.#verdict, found.length === 0 ? '' : verdict);
    this.#verdict.dataset.ok = String(failed === 0);
    this.#list.replaceChildren(...found.map(({ name, ok, detail, sequence, isolate, row }) => h('li', { 'data-ok': String(ok) },
      h('button', {
        type: 'button', title: `${detail === '' ? 'no evidence given' : detail} (mark record, sequence ${sequence})`,
        click: () => this.page.pick({ kind: 'mark', isolate, row }),
      }, `${ok ? '\u2713' : '\u2717'} ${name}`))));
    this.element.hidden = claim === null && found.length === 0;
  }
}
