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

// What /run says; of a recording, its header.
export interface RunAbout {
  pid: number;
  argv: string[];
  execArgv: string[];
  cwd: string;
  system: string;
  lab?: { name: string; readme: string };
  versions: Record<string, string>;
  clock: { monotonicUs: number; wallClockMs: number; processStartUs: number };
}

export interface ReplayAbout {
  path: string;
  complete: boolean;
  problem: string;
  firstUs: number;
  lastUs: number;
}

export type FromFeed =
  // Another process than before: what was kept is of the one before.
  | { what: 'run'; id: string; snapshot: Snapshot; about: RunAbout | null; replay: ReplayAbout | null }
  | { what: 'wireSchema'; text: string; sources: Source[] }  // How the host writes recordings.
  | { what: 'snapshot'; snapshot: Snapshot }
  | { what: 'batch'; batch: Batch }
  | { what: 'caughtUp' }  // All that was there has been sent; what comes now is live.
  | { what: 'state'; state: 'connecting' | 'live' | 'lost' | 'ended'; detail: string }
  | FileMessage
  | { what: 'fileBatch'; batch: Batch }  // Of the file that was named last; its end is 'fileEnd'.
  | { what: 'fileEnd' }
  | { what: 'fileRefused'; name: string; problem: string };

export interface FileMessage {
  what: 'file';
  name: string;
  about: RunAbout;
  wireSchema: string;
  isolates: IsolateInfo[];
  snapshots: Snapshot[];
  sources: Source[];
  problem: string | null;
  endUs: number;  // The last time that it tells of, but for its records.
}

export interface IsolateInfo {
  id: number;
  name: string;
  state: string;
}

export interface Source {
  url: string;
  isolate: number;
  text: string;
}

export type ToFeed =
  | { what: 'connect'; base: string; kinds: Kind[] }
  | { what: 'kinds'; kinds: Kind[] }
  | { what: 'visible'; visible: boolean }
  | { what: 'open'; file: File };

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
  observation?: { watched: Kind[]; records: Record<string, number>; historyBytes: number; serviceCpuUs: number };  // Not in old recordings.
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
