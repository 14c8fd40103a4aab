// The page's end of the feed: turns what the worker says into runs.
import { Signal } from '../model/signal.ts';
import { Run } from './run.ts';
import type { Kind } from './schema.ts';
import type { FromFeed, ToFeed } from './wire.ts';

export interface FileProblem {
  name: string;
  problem: string;
}

export class Connection {
  readonly fileOpened = new Signal<Run>();  // All of it is there.
  readonly fileRefused = new Signal<FileProblem>();
  readonly runChanged = new Signal<Run>();  // A new run has begun; it takes the place of the one before.
  readonly #worker = new Worker('feed.js', { type: 'module', name: 'feed' });
  #file: Run | undefined;
  #run = new Run('none', null, null);

  constructor(readonly base: string, kinds: Kind[]) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromFeed>) => this.#hear(data));
    this.#tell({ what: 'connect', base, kinds });
    document.addEventListener('visibilitychange', () => this.#tell({ what: 'visible', visible: !document.hidden }));
  }

  get run(): Run {
    return this.#run;
  }

  // Which kinds the host is to watch for this page.
  watch(kinds: Kind[]): void {
    this.#tell({ what: 'kinds', kinds });
  }

  // Reads a .labrun file.
  open(file: File): void {
    this.#tell({ what: 'open', file });
  }

  #tell(message: ToFeed): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromFeed): void {
    if (message.what === 'run') {
      this.#run = new Run(message.id, message.about, message.replay, this.base);
      this.#run.takeSnapshot(message.snapshot);
      this.runChanged.emit(this.#run);
    } else if (message.what === 'wireSchema') {
      this.#run.wireSchema = message.text;
      for (const { url, text, isolate } of message.sources) this.#run.sources.add(url, text, isolate);
    } else if (message.what === 'snapshot') {
      this.#run.takeSnapshot(message.snapshot);
    } else if (message.what === 'batch') {
      this.#run.take(message.batch);
    } else if (message.what === 'caughtUp') {
      this.#run.setCaughtUp();
    } else if (message.what === 'state') {
      this.#run.setState(message.state, message.detail);
    } else {
      this.#hearFile(message);
    }
  }

  #hearFile(message: FromFeed): void {
    if (message.what === 'file') {
      this.#file = Run.ofFile(message);
    } else if (message.what === 'fileBatch') {
      this.#file!.take(message.batch);
    } else if (message.what === 'fileEnd') {
      this.fileOpened.emit(this.#file!);
    } else if (message.what === 'fileRefused') {
      this.fileRefused.emit(message);
    }
  }
}
