// Which lanes a run has: a new lane is one line here. Asked again whenever an isolate comes.
import type { Run } from '../data/run.ts';
import { HeapLane } from './heap.ts';
import type { Lane } from './lane.ts';

// Of the whole process, in their order.
export const processLanes: ((run: Run) => Lane)[] = [];

// Of each isolate.
export const isolateLanes: ((run: Run, isolate: number) => Lane)[] = [
  (run, isolate) => new HeapLane(run, isolate),
];
