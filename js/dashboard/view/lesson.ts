// The teaching text of the lab, beside what it teaches: its README as it stands in the lab's folder, or in the recording.
import type { Page } from '../model/page.ts';
import { h } from './dom.ts';
import type { Frames } from './frame.ts';
import { render } from './markdown.ts';

// Where there is room beside the lanes it is open.
const WIDE = '(min-width: 1100px)';

export class Lesson {
  readonly element: HTMLElement;
  readonly #text = h('div', { class: 'lesson-text' });
  readonly #details = h('details', {}, h('summary', {}, 'About this lab'), this.#text);
  #shown = '';

  constructor(readonly page: Page, frames: Frames) {
    this.element = h('aside', { class: 'lesson', 'aria-label': 'About this lab', hidden: true }, this.#details);
    const wide = matchMedia(WIDE);
    this.#details.open = wide.matches;
    wide.addEventListener('change', () => { this.#details.open = wide.matches; });
    this.#details.addEventListener('toggle', () => this.element.classList.toggle('closed', !this.#details.open));
    frames.onDraw(() => this.draw());
  }

  draw(): void {
    const readme = this.page.run.about?.lab?.readme ?? '';
    if (readme === this.#shown) return;
    this.#shown = readme;
    this.element.hidden = readme === '';
    this.#text.replaceChildren(...render(readme));
  }
}
