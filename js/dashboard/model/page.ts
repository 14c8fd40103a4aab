// What the page shows: a run, a stretch of its time, and what is left out. Views read it and are told of changes; nothing else is shared.
import type { Run } from '../data/run.ts';
import { defaultKinds, type Kind } from '../data/schema.ts';
import { Signal } from './signal.ts';
import { Timeline, type Range } from './timeline.ts';

// Where runs come from: a host, or nowhere more (a run that is compared).
export interface RunSource {
  readonly run: Run;
  readonly runChanged: Signal<Run>;
  watch(kinds: Kind[]): void;
}

export interface Picked {
  kind: Kind;
  isolate: number;
  row: number;
}

export class Page {
  readonly timeline = new Timeline();
  readonly changed = new Signal();  // Anything that may be seen.
  readonly runReplaced = new Signal<Run>();
  readonly hiddenIsolates = new Set<number>();
  readonly hiddenLanes = new Set<string>();
  readonly watched = new Set<Kind>(defaultKinds);
  version = 0;  // Rises when a filter or a choice changes what lanes draw.
  picked: Picked | null = null;  // The record that the drawer shows.
  #run: Run;
  #unlisten: () => void;

  constructor(readonly connection: RunSource) {
    this.#run = connection.run;
    this.#unlisten = this.#run.changed.on(() => this.#onRun());
    this.timeline.extend(this.#run.beginUs, this.#run.endUs);
    connection.runChanged.on((run) => {
      if (this.#run.fileName === null) this.show(run);  // Who looks at a recording goes on with that.
    });
    this.timeline.changed.on(() => this.changed.emit());
  }

  get run(): Run {
    return this.#run;
  }

  show(run: Run): void {
    this.#unlisten();
    this.#run = run;
    this.#unlisten = run.changed.on(() => this.#onRun());
    this.picked = null;
    this.timeline.reset(run.state === 'file' || run.replay !== null ? 'fit' : 'live');
    this.#onRun();
    this.runReplaced.emit(run);
    this.changed.emit();
  }

  // Hears no more of its run.
  dispose(): void {
    this.#unlisten();
  }

  #onRun(): void {
    this.timeline.extend(this.#run.beginUs, this.#run.endUs);
    if (this.#run.state === 'ended') this.timeline.finish();
    this.changed.emit();
  }

  pick(picked: Picked | null): void {
    this.picked = picked;
    this.changed.emit();
  }

  toggleIsolate(id: number): void {
    if (!this.hiddenIsolates.delete(id)) this.hiddenIsolates.add(id);
    this.version++;
    this.changed.emit();
  }

  toggleLane(id: string): void {
    if (!this.hiddenLanes.delete(id)) this.hiddenLanes.add(id);
    this.version++;
    this.changed.emit();
  }

  watch(kind: Kind, on: boolean): void {
    if (on) this.watched.add(kind);
    else this.watched.delete(kind);
    this.connection.watch([...this.watched]);
    this.changed.emit();
  }

  // What summaries are of: the selection, else what is shown.
  get range(): Range {
    const { selection, fromUs, toUs } = this.timeline;
    return selection ?? { fromUs, toUs };
  }
}
