// The sheet of keys.
import { h } from './dom.ts';
import type { Shortcut } from './keyboard.ts';

export class Help {
  readonly element = h('dialog', { class: 'help', 'aria-labelledby': 'help-title' });

  fill(shortcuts: Shortcut[]): void {
    this.element.replaceChildren(
      h('h2', { id: 'help-title' }, 'Keys'),
      h('dl', {}, ...shortcuts.flatMap(({ shown, what }) => [h('dt', {}, h('kbd', {}, shown)), h('dd', {}, what)])),
      h('p', {}, 'Drag over a lane to select a stretch of time; Ctrl and the wheel zoom, Shift and the wheel move through time. ' +
        'A click shows the record.'),
      h('form', { method: 'dialog' }, h('button', {}, 'close')));
  }

  toggle(): void {
    if (this.element.open) this.element.close();
    else this.element.showModal();
  }
}
