// Recordings: save what is kept, export it as a trace, open a file (also by dropping it on the page), compare two runs, and back to the live one.
import type { Connection } from '../data/connect.ts';
import type { Run } from '../data/run.ts';
import type { Page } from '../model/page.ts';
import { writeRecording } from '../data/labrun_writer.ts';
import { Compare } from './compare.ts';
import { h, setAttribute } from './dom.ts';
import type { Frames } from './frame.ts';

export class Files {
  readonly compare: Compare;
  readonly elements: HTMLElement[];
  // What went wrong with a file: shown, and read at once.
  readonly notice = h('p', { class: 'notice', role: 'alert', hidden: true });
  readonly #save = h('a', { class: 'button', download: 'run.labrun', click: (event: MouseEvent) => this.#onSave(event) }, 'save');
  readonly #trace = h('a', { class: 'button', download: 'isoscope-trace.json' }, 'trace');
  #saving = false;
  readonly #back: HTMLButtonElement;
  readonly #input = h('input', {
    type: 'file', accept: '.labrun', class: 'hidden-text', 'aria-label': 'Open a recording', id: 'open-recording', tabindex: '-1',
    change: () => this.#take(this.#input.files),
  });

  // What becomes of the files that are being read, in their order.
  readonly #uses: ((run: Run) => void)[] = [];
  #choosing: (run: Run) => void;

  constructor(readonly page: Page, readonly connection: Connection, frames: Frames) {
    this.compare = new Compare(frames);
    const show = (run: Run) => page.show(run);
    this.#choosing = show;
    this.#back = h('button', { type: 'button', hidden: true, click: () => page.show(connection.run) }, 'back to the run');
    this.elements = [
      this.#save, this.#trace,
      h('button', { type: 'button', title: 'Open a .labrun file (O), or drop one anywhere', click: () => this.choose() }, 'open'),
      h('button', { type: 'button', title: 'Compare this run with a recording (C), or drop two', click: () => this.chooseOther() }, 'compare'),
      this.#input, this.#back,
    ];
    connection.fileOpened.on((run) => {
      this.#uses.shift()?.(run);
      this.#say(run.damaged === null ? null : `${run.fileName}: ${run.damaged}. What came before is shown.`);
    });
    connection.fileRefused.on(({ name, problem }) => {
      this.#uses.shift();
      this.#say(`${name} cannot be opened: ${problem}.`);
    });
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
      this.#choosing = this.compare.isOpen ? this.#compareWith : show;
      this.#take(event.dataTransfer?.files ?? null);
    });
    frames.onDraw(() => this.draw());
  }

  choose(): void {
    this.#choosing = (run) => this.page.show(run);
    this.#input.click();
  }

  chooseOther(): void {
    this.#choosing = this.#compareWith;
    this.#input.click();
  }

  readonly #compareWith = (run: Run): void => this.compare.show(this.page.run, run);

  #take(files: FileList | null): void {
    const [first, second] = files ?? [];
    if (first === undefined) return;
    this.#say(null);
    if (second === undefined) {
      this.#open(first, this.#choosing);
    } else {
      let before: Run | undefined;
      this.#open(first, (run) => { before = run; });
      this.#open(second, (run) => this.compare.show(before ?? this.page.run, run));
    }
    this.#input.value = '';
  }

  #open(file: File, use: (run: Run) => void): void {
    this.#uses.push(use);
    this.connection.open(file);
  }

  #say(text: string | null): void {
    this.notice.hidden = text === null;
    this.notice.replaceChildren(text ?? '', h('button', { type: 'button', class: 'quiet', click: () => this.#say(null) }, 'close'));
  }

  // What the host can no longer give is written here, of what the page keeps.
  #onSave(event: MouseEvent): void {
    const { run, timeline: { selection } } = this.page;
    if (this.#hasHost()) return;
    event.preventDefault();
    if (run.wireSchema === null || this.#saving) return;
    this.#saving = true;
    writeRecording(run, selection?.fromUs, selection?.toUs).then((blob) => {
      const href = URL.createObjectURL(blob);
      h('a', { href, download: run.fileName ?? 'run.labrun' }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60_000);
    }, (error: Error) => this.#say(`The run cannot be saved: ${error.message}.`)).finally(() => { this.#saving = false; });
  }

  #hasHost(): boolean {
    const { run } = this.page;
    return run === this.connection.run && (run.state === 'live' || (run.replay !== null && run.state === 'ended'));
  }

  draw(): void {
    const { page } = this;
    const { selection } = page.timeline;
    const isLive = page.run === this.connection.run;
    const here = this.#hasHost();
    const range = selection === null ? '' : `?fromUs=${Math.floor(selection.fromUs)}&toUs=${Math.ceil(selection.toUs)}`;
    const part = selection === null ? 'The records' : 'The records of the selection';
    const own = page.run.wireSchema !== null;
    const link = (element: HTMLElement, href: string | null, title: string) => {
      setAttribute(element, 'href', href);
      setAttribute(element, 'aria-disabled', href === null ? 'true' : null);
      setAttribute(element, 'title', title);
    };
    link(this.#save, here ? `/recording${range}` : own ? '#' : null,
         here ? `${part} that the host keeps, as a .labrun file` : own ? `${part} that this page keeps, as a .labrun file` : 'Nothing to save yet');
    link(this.#trace, here ? `/trace${range}` : null,
         here ? 'Trace-event JSON, for ui.perfetto.dev' : 'The host is gone: save the run, then isoscope export --trace run.labrun');
    this.#back.hidden = isLive;
  }
}
