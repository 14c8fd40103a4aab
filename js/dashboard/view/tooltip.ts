// What lies under the pointer, with the record that says so. For the keyboard the same is read aloud (view/keyboard.ts).
import type { Hit } from '../lanes/lane.ts';
import { h } from './dom.ts';

const GAP_PX = 14;

export class Tooltip {
  readonly element = h('div', { class: 'tooltip', hidden: true, role: 'presentation', 'aria-hidden': 'true' });
  #shown = '';

  show(hit: Hit | null, x: number, y: number): void {
    if (hit === null) {
      this.element.hidden = true;
      this.#shown = '';
      return;
    }
    const source = `${hit.store.kind} record, sequence ${hit.store.number('sequence', hit.row)}`;
    const text = [hit.title, ...hit.lines, source].join('\n');
    if (text !== this.#shown) {
      this.#shown = text;
      this.element.replaceChildren(h('strong', {}, hit.title), ...hit.lines.map((line) => h('div', {}, line)),
                                   h('div', { class: 'tooltip-source' }, source));
    }
    this.element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = x + GAP_PX + width > innerWidth ? Math.max(0, x - GAP_PX - width) : x + GAP_PX;
    const top = y + GAP_PX + height > innerHeight ? Math.max(0, y - GAP_PX - height) : y + GAP_PX;
    this.element.style.transform = `translate(${left}px, ${top}px)`;
  }
}
