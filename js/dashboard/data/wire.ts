// What the feed (a worker: it talks to the host and takes JSON apart) and the page say to each other.
import type { Kind } from './schema.ts';

// One column of a batch. Texts are numbers into the batch's own list of strings, 0 is null.
export type Part =
  | { form: 'number'; values: Float64Array }
  | { form: 'small'; values: Uint8Array }
  | { form: 'string'; values: Uint32Array }
  | { form: 'text'; values: (string | null)[] };

// Records of one kind and isolate, in their order. A column that is not named keeps its value for "not there".
export interface Block {
  kind: Kind;
  isolate: number;
  count: number;
  parts: Record<string, Part>;
}

export interface Batch {
  blocks: Block[];
  strings: (string | null)[];
  droppedCount: number;
  lastSequence: number;
}

export interface RunAbout {
  lab: string | null;
  script: string | null;
  readme: string | null;
  claim: string | null;
  replay: boolean;
}

export type FromFeed =
  | { what: 'run'; id: string; snapshot: Snapshot }  // Another process than before: what was kept is of the one before.
  | { what: 'snapshot'; snapshot: Snapshot }
  | { what: 'batch'; batch: Batch }
  | { what: 'caughtUp' }  // All that was there has been sent; what comes now is live.
  | { what: 'state'; state: 'connecting' | 'live' | 'lost' | 'ended'; detail: string }
  | { what: 'file'; name: string; run: FileRun }
  | { what: 'fileBatch'; batch: Batch }
  | { what: 'fileEnd'; problem: string | null };

export interface FileRun {
  header: unknown;
  snapshot: Snapshot | null;
}

export type ToFeed =
  | { what: 'connect'; base: string; kinds: Kind[] }
  | { what: 'kinds'; kinds: Kind[] }
  | { what: 'visible'; visible: boolean };

export interface Snapshot {
  schemaVersion: number;
  time: { monotonicUs: number; wallClockMs: number };
  versions: Record<string, string>;
  process: { pid: number; rssBytes: number; cpuUserUs: number; cpuSystemUs: number; uptimeUs: number };
  isolates: IsolateSnapshot[];
  pool: {
    threads: number; busy: number; queued: number; submitted: number; completed: number;
    waitUs: { p50: number; p99: number; max: number }; runUs: { p50: number; p99: number; max: number };
  };
  dropped: Record<string, number>;
}

export interface IsolateSnapshot {
  id: number;
  name: string;
  threadId: number;
  state: 'running' | 'idle' | 'ended';
  staleMs: number | null;
  heap: Record<string, number>;
  spaces: { name: string; sizeBytes: number; usedBytes: number; availableBytes: number; physicalBytes: number }[];
  gc: { count: number; byType: Record<string, number>; totalPauseUs: number; maxPauseUs: number };
  loop: {
    iterations: number; phase: string; phasesUs: Record<string, number>; utilization: number | null;
    delayUs: Record<string, number>; callbacks: number; ticks: number; microtasks: number | null; activeHandles: number; activeRequests: number;
  };
  tiers: Record<string, number | string>;
}
