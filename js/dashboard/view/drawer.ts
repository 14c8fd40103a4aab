// The drawer at the bottom: the record that was picked, as the doors write it. Others add tabs: source, bytecode, "why late?".
import type { Page } from '../model/page.ts';
import { h, setText } from './dom.ts';
import type { Frames } from './frame.ts';

export interface DrawerTab {
  readonly id: string;
  readonly title: string;
  readonly element: HTMLElement;
  // Shows the picked record, or what there is without one; called whenever the drawer is open and the page has changed.
  show(page: Page): void;
}

export class Drawer {
  readonly element: HTMLElement;
  readonly #tabs: DrawerTab[];
  readonly #list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Details' });
  readonly #panels: HTMLElement[] = [];
  #open = false;
  #current: DrawerTab;

  constructor(readonly page: Page, frames: Frames, tabs: DrawerTab[]) {
    this.#tabs = [new RecordTab(), ...tabs];
    this.#current = this.#tabs[0];
    for (const tab of this.#tabs) {
      this.#list.append(h('button', {
        type: 'button', role: 'tab', id: `tab-${tab.id}`, 'aria-controls': `panel-${tab.id}`, click: () => this.select(tab.id),
        keydown: (event: KeyboardEvent) => this.#onKey(event),
      }, tab.title));
      this.#panels.push(h('div', { role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}`, tabindex: '0' }, tab.element));
    }
    this.element = h('aside', { class: 'drawer', hidden: true, 'aria-label': 'Details' },
      h('header', {}, this.#list, h('button', { type: 'button', class: 'quiet', click: () => this.close() }, 'close')), ...this.#panels);
    this.select(this.#current.id);
    let seen = page.picked;
    frames.onDraw(() => {
      if (page.picked !== seen) {
        seen = page.picked;
        if (seen !== null) this.open();
      }
      if (this.#open) this.#current.show(page);
    });
  }

  #onKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = (this.#tabs.indexOf(this.#current) + step + this.#tabs.length) % this.#tabs.length;
    this.select(this.#tabs[at].id);
    (this.#list.children[at] as HTMLElement).focus();
  }

  open(id?: string): void {
    this.#open = true;
    this.element.hidden = false;
    if (id !== undefined) this.select(id);
  }

  close(): void {
    this.#open = false;
    this.element.hidden = true;
    this.page.pick(null);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  select(id: string): void {
    this.#tabs.forEach((tab, i) => {
      const chosen = tab.id === id;
      if (chosen) this.#current = tab;
      const button = this.#list.children[i] as HTMLElement;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      this.#panels[i].hidden = !chosen;
    });
    this.page.changed.emit();
  }
}

class RecordTab implements DrawerTab {
  readonly id = 'record';
  readonly title = 'record';
  readonly element = h('pre', { class: 'record' });

  show(page: Page): void {
    const { picked, run } = page;
    if (picked === null) return setText(this.element, 'Click something in a lane, or press Enter there, to see its record.');
    const store = run.store(picked.kind, picked.isolate);
    const kept = picked.row >= store.first && picked.row < store.end;
    setText(this.element, kept ? JSON.stringify(store.record(picked.row), null, 2) : 'This record is no longer kept.');
  }
}
