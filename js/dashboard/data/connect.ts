// The page's end of the feed: turns what the worker says into runs.
import { Signal } from '../model/signal.ts';
import { Run } from './run.ts';
import type { Kind } from './schema.ts';
import type { FromFeed, ToFeed } from './wire.ts';

export class Connection {
  readonly runChanged = new Signal<Run>();  // A new run has begun; it takes the place of the one before.
  readonly #worker = new Worker('feed.js', { type: 'module', name: 'feed' });
  #run = new Run('none', '');

  constructor(base: string, kinds: Kind[]) {
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

  #tell(message: ToFeed): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromFeed): void {
    if (message.what === 'run') {
      this.#run = new Run(message.id, `pid ${message.snapshot.process.pid}`);
      this.#run.takeSnapshot(message.snapshot);
      this.runChanged.emit(this.#run);
    } else if (message.what === 'snapshot') {
      this.#run.takeSnapshot(message.snapshot);
    } else if (message.what === 'batch') {
      this.#run.take(message.batch);
    } else if (message.what === 'caughtUp') {
      this.#run.setCaughtUp();
    } else if (message.what === 'state') {
      this.#run.setState(message.state, message.detail);
    }
  }
}
