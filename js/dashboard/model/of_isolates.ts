// What is made of the records of one isolate: one for each run and isolate, whoever asks, and up to date.
import type { Run } from '../data/run.ts';

export function ofIsolates<T extends { update(): void }>(make: (run: Run, isolate: number) => T): (run: Run, isolate: number) => T {
  const ofRuns = new WeakMap<Run, Map<number, T>>();
  return (run, isolate) => {
    let byIsolate = ofRuns.get(run);
    if (byIsolate === undefined) ofRuns.set(run, byIsolate = new Map());
    let made = byIsolate.get(isolate);
    if (made === undefined) byIsolate.set(isolate, made = make(run, isolate));
    made.update();
    return made;
  };
}
