// Recordings: save what is kept, export it as a trace, open a file (also by dropping it on the page), and back to the run that is live.
import type { Page } from '../model/page.ts';
import { h, setAttribute } from './dom.ts';
import type { Frames } from './frame.ts';

export class Files {
  readonly elements: HTMLElement[];
  // What went wrong with a file: shown, and read at once.
  readonly notice = h('p', { class: 'notice', role: 'alert', hidden: true });
  readonly #save = h('a', { class: 'button', download: 'run.labrun', title: 'The records that the host keeps, as a .labrun file' }, 'save');
  readonly #trace = h('a', { class: 'button', download: 'isoscope-trace.json', title: 'Trace-event JSON, for ui.perfetto.dev' }, 'trace');
  readonly #back: HTMLButtonElement;
  readonly #input = h('input', {
    type: 'file', accept: '.labrun', class: 'hidden-text', 'aria-label': 'Open a recording', id: 'open-recording', tabindex: '-1',
    change: () => this.#take(this.#input.files),
  });

  constructor(readonly page: Page, frames: Frames) {
    const { connection } = page;
    this.#back = h('button', { type: 'button', hidden: true, click: () => page.show(connection.run) }, 'back to the run');
    this.elements = [
      this.#save, this.#trace,
      h('button', { type: 'button', title: 'Open a .labrun file (O), or drop one anywhere', click: () => this.choose() }, 'open'),
      this.#input, this.#back,
    ];
    connection.fileOpened.on((run) => {
      page.show(run);
      this.#say(run.damaged === null ? null : `${run.fileName}: ${run.damaged}. What came before is shown.`);
    });
    connection.fileRefused.on(({ name, problem }) => this.#say(`${name} cannot be opened: ${problem}.`));
    addEventListener('dragover', (event) => {
      event.preventDefault();
      document.documentElement.classList.add('dropping');
    });
    addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) document.documentElement.classList.remove('dropping');
    });
    addEventListener('drop', (event) => {
      event.preventDefault();
      document.documentElement.classList.remove('dropping');
      this.#take(event.dataTransfer?.files ?? null);
    });
    frames.onDraw(() => this.draw());
  }

  choose(): void {
    this.#input.click();
  }

  #take(files: FileList | null): void {
    const file = files?.[0];
    if (file === undefined) return;
    this.#say(null);
    this.page.connection.open(file);
    this.#input.value = '';
  }

  #say(text: string | null): void {
    this.notice.hidden = text === null;
    this.notice.replaceChildren(text ?? '', h('button', { type: 'button', class: 'quiet', click: () => this.#say(null) }, 'close'));
  }

  draw(): void {
    const { page } = this;
    const { selection } = page.timeline;
    const isLive = page.run === page.connection.run;
    const here = isLive && page.run.state === 'live';
    const range = selection === null ? '' : `?fromUs=${Math.floor(selection.fromUs)}&toUs=${Math.ceil(selection.toUs)}`;
    for (const [link, path] of [[this.#save, '/recording'], [this.#trace, '/trace']] as const) {
      setAttribute(link, 'href', here ? `${path}${range}` : null);
      setAttribute(link, 'aria-disabled', here ? null : 'true');
    }
    this.#back.hidden = isLive;
  }
}
