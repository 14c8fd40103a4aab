// Which lanes a run has: a new lane is one line here. Asked again whenever an isolate comes.
import type { Run } from '../data/run.ts';
import { NONE, bytes, duration, percent } from '../view/format.ts';
import { HeapLane } from './heap.ts';
import type { Lane } from './lane.ts';
import { LinesLane } from './lines.ts';
import { LoopLane } from './loop.ts';
import { PoolLane } from './pool.ts';
import { TiersLane } from './tiers.ts';
import { WorkersLane } from './workers.ts';

// Of the whole process, in their order.
export const processLanes: ((run: Run) => Lane)[] = [
  (run) => new PoolLane(run),
  (run) => new WorkersLane(run),
];

// Of each isolate.
export const isolateLanes: ((run: Run, isolate: number) => Lane)[] = [
  (run, isolate) => new HeapLane(run, isolate),
  (run, isolate) => new LinesLane(run, isolate, {
    id: 'allocation', title: 'Allocation', kind: 'heap', height: 64, binary: true,
    format: (value) => (Number.isFinite(value) ? `${bytes(value)}/s` : NONE),
    about: 'Bytes allocated per second since the sample before: derived from the growth of the heap and what collections freed.',
    figures: [{ label: 'allocation', color: 's0', column: 'allocationBytesPerSecond', fill: true }],
  }),
  (run, isolate) => new LoopLane(run, isolate),
  (run, isolate) => new LinesLane(run, isolate, {
    id: 'delay', title: 'Loop delay', kind: 'delay', height: 74, format: duration,
    about: 'How late a periodic timer was, of each window: the middle one (solid) and the worst of a hundred (dashed).',
    figures: [
      { label: 'p50', color: 's0', column: 'delayUs.p50', stepped: true },
      { label: 'p99', color: 's1', column: 'delayUs.p99', dash: [5, 3], stepped: true },
    ],
  }),
  (run, isolate) => new LinesLane(run, isolate, {
    id: 'utilization', title: 'Utilization', kind: 'delay', height: 56, format: percent, max: 1,
    about: 'Part of each window that the loop did not wait in poll.',
    figures: [{ label: 'utilization', color: 's2', column: 'utilization', fill: true, stepped: true }],
  }),
  (run, isolate) => new TiersLane(run, isolate),
];
