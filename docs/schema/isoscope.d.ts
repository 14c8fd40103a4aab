// Generated from runtime/probes/schema.h; run the tests with ISOSCOPE_UPDATE_DOCS=1 to write it anew.

export const schemaVersion: 1;

/** one space of V8's heap */
export interface HeapSpace {
  name: string | null;
  sizeBytes: number;
  usedBytes: number;
  availableBytes: number;
  physicalBytes: number;
}

/** one space before and after a collection */
export interface GcSpace {
  name: string | null;
  usedBeforeBytes: number;
  usedAfterBytes: number;
  sizeBeforeBytes: number;
  sizeAfterBytes: number;
}

/** a place in a script */
export interface Position {
  scriptUrl: string | null;
  line: number;
  column: number;
}

/** what a histogram says */
export interface Distribution {
  count: number;
  min: number;
  mean: number | null;
  stddev: number | null;
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

export interface RecordBase {
  /** rises, in the order of collection */
  sequence: number;
  /** monotonic, when it was sent */
  timeUs: number;
  /** its id; 0: the process */
  isolate: number;
}

/** one pause for garbage collection, sent when it ends */
export interface GcRecord extends RecordBase {
  kind: 'gc';
  /** number of the collection in its isolate; gcPhases carries the same */
  cycle: number;
  /** V8's kind of collection */
  type: 'scavenge' | 'minorMarkSweep' | 'markSweepCompact' | 'incrementalMarking' | 'weakCallbacks';
  /** why V8 started it; null while V8 has not said */
  reason: string | null;
  /** when the pause began */
  startUs: number;
  /** length of the pause */
  durationUs: number;
  /** used bytes of the heap at its start */
  usedBeforeBytes: number;
  /** used bytes of the heap at its end */
  usedAfterBytes: number;
  /** size of the heap at its start */
  totalBeforeBytes: number;
  /** size of the heap at its end */
  totalAfterBytes: number;
  /** usedBefore - usedAfter */
  freedBytes: number;
  /** derived: growth of the old spaces during a young collection */
  promotedBytes: number | null;
  /** derived: bytes in the new space after a young collection */
  survivedBytes: number | null;
  /** V8's phases of the collection; empty while V8 has not said */
  phasesUs: Record<string, number>;
  phasesUsMissed?: number;
  /** each space before and after */
  spaces: GcSpace[];
  spacesMissed?: number;
}

/** what V8 tells of a cycle later; the history adds it to the cycle's gc record */
export interface GcPhasesRecord extends RecordBase {
  kind: 'gcPhases';
  /** the gc record it belongs to */
  cycle: number;
  /** why V8 started the collection */
  reason: string | null;
  /** V8's phases of the collection */
  phasesUs: Record<string, number>;
  phasesUsMissed?: number;
}

/** the heap and each of its spaces */
export interface HeapRecord extends RecordBase {
  kind: 'heap';
  /** used by JavaScript objects */
  usedBytes: number;
  /** taken from the system for the heap */
  totalBytes: number;
  /** of these, really in memory */
  physicalBytes: number;
  /** V8 gives up beyond */
  limitBytes: number;
  /** outside of the heap, kept alive by its objects */
  externalBytes: number;
  /** of these, backing stores of array buffers; shared ones as well, which externalBytes is without */
  arrayBuffersBytes: number;
  /** malloc'ed by V8 itself */
  mallocedBytes: number;
  /** contexts alive */
  nativeContexts: number;
  /** of these, detached: should go away */
  detachedContexts: number;
  /** memory of global handles */
  globalHandlesBytes: number | null;
  /** resident memory of the process */
  rssBytes: number | null;
  /** derived: allocated since the sample before */
  allocationBytesPerSecond: number | null;
  /** every space of V8 */
  spaces: HeapSpace[];
  spacesMissed?: number;
}

/** one iteration of the event loop, or several short ones in a row */
export interface LoopRecord extends RecordBase {
  kind: 'loop';
  /** counted from 1; 0 is the run of timers before the first; of several, the first */
  iteration: number;
  /** when it began */
  startUs: number;
  /** its length, waiting included; of several, from the start of the first to the end of the last */
  durationUs: number;
  /** how long poll was ready to wait; -1 for ever; of several, the last */
  pollTimeoutMs: number;
  /** entries into JavaScript during it */
  callbacks: number;
  /** handles that keep the loop alive */
  activeHandles: number;
  /** requests in flight */
  activeRequests: number;
  /** time in each phase */
  phasesUs: Record<string, number>;
  /** how many iterations it stands for */
  count: number;
  /** the busiest one, waiting left out */
  longestUs: number;
}

/** one entry from C++ into JavaScript, or several short ones, and the ticks and microtasks after it */
export interface CallbackRecord extends RecordBase {
  kind: 'callback';
  /** of the loop */
  phase: 'outside' | 'pending' | 'idle' | 'prepare' | 'pollIdle' | 'poll' | 'check' | 'closing' | 'timers';
  /** what called: Node's async resource type */
  provider: string | null;
  /** of the resource; 0 for several */
  asyncId: number;
  /** of the resource that made it; 0 for several */
  triggerAsyncId: number;
  /** when JavaScript was entered; of several, for the first time */
  startUs: number;
  /** until it was left, ticks and microtasks included; of several, the sum */
  durationUs: number;
  /** of these, in process.nextTick callbacks and microtasks */
  drainUs: number;
  /** process.nextTick callbacks run */
  ticks: number;
  /** microtasks run */
  microtasks: number | null;
  /** of a timer: when it should have run */
  dueUs: number | null;
  /** how many entries it stands for */
  count: number;
  /** the longest of them */
  longestUs: number;
}

/** how late the loop was over a window of time */
export interface DelayRecord extends RecordBase {
  kind: 'delay';
  /** length of the window */
  windowUs: number;
  /** part of the window that the loop did not wait in poll, 0 to 1 */
  utilization: number | null;
  /** by how much a periodic timer was late */
  delayUs: Distribution;
  /** how long iterations kept the loop busy, waiting in poll left out */
  iterationUs: Distribution;
}

/** one operation of the thread pool, sent when it has called back */
export interface PoolRecord extends RecordBase {
  kind: 'pool';
  /** fs.stat, crypto.pbkdf2, dns.lookup ... */
  operation: string | null;
  /** what the caller was doing: fs.readFile; null when unnamed */
  label: string | null;
  /** libuv's class of work */
  workKind: 'cpu' | 'fastIo' | 'slowIo';
  /** the pool thread, counted from 0; null when it never ran */
  thread: number | null;
  /** threads running when it was submitted */
  busyThreads: number;
  /** given to the pool */
  submittedUs: number;
  /** a thread began; null when it never ran */
  startedUs: number | null;
  /** the thread was done; null when it never ran */
  endedUs: number | null;
  /** the loop called back */
  calledBackUs: number;
  /** of the resource that waits for it */
  asyncId: number | null;
  /** operations waiting when it was submitted */
  queueDepth: number;
  /** 0 or a negative error code of libuv, as ECANCELED */
  status: number;
}

/** what the script says: scope.mark, scope.expect */
export interface MarkRecord extends RecordBase {
  kind: 'mark';
  /** the mark, or the claim of an expectation */
  name: string | null;
  /** of an expectation: ok, failed; null for a mark */
  outcome: null | 'ok' | 'failed';
  /** what the script added */
  detail: unknown;
}

/** a worker's start and end, and its messages */
export interface WorkerRecord extends RecordBase {
  kind: 'worker';
  /** what happened */
  event: 'start' | 'online' | 'messageIn' | 'messageOut' | 'exit';
  /** the isolate at the other end: a message's sender, an exit's worker */
  peer: number | null;
  /** its number in the process; where it comes in, the same as where it went out */
  message: number | null;
  /** of a message */
  sizeBytes: number | null;
  /** of the start */
  durationUs: number | null;
  /** of the end */
  exitCode: number | null;
}

/** a function got code of another tier */
export interface TierRecord extends RecordBase {
  kind: 'tier';
  /** its name */
  function: string | null;
  /** where */
  scriptUrl: string | null;
  /** from 1 */
  line: number;
  /** from 1 */
  column: number;
  /** of the new code */
  tier: null | 'interpreted' | 'baseline' | 'maglev' | 'turbofan';
  /** entered in the middle of a loop */
  osr: boolean;
  /** time to compile */
  compileUs: number | null;
  /** size of the code */
  codeBytes: number | null;
}

/** optimized code was thrown away */
export interface DeoptRecord extends RecordBase {
  kind: 'deopt';
  /** whose optimized code it was */
  function: string | null;
  /** of the failed assumption */
  scriptUrl: string | null;
  /** from 1 */
  line: number;
  /** from 1 */
  column: number;
  /** V8's */
  reason: string | null;
  /** deopt-eager, deopt-lazy, dependency-change */
  deoptKind: string | null;
  /** of the code thrown away */
  tierLost: null | 'interpreted' | 'baseline' | 'maglev' | 'turbofan';
  /** that code was entered in the middle of a loop */
  osr: boolean;
  /** where V8 tells it */
  bytecodeOffset: number | null;
  /** call sites it was inlined at, innermost first */
  inlinedAt: Position[];
  inlinedAtMissed?: number;
}

/** an inline cache changed its state */
export interface IcRecord extends RecordBase {
  kind: 'ic';
  /** LoadIC, StoreIC, KeyedLoadIC ... */
  icType: string | null;
  /** that contains it */
  function: string | null;
  /** where */
  scriptUrl: string | null;
  /** from 1 */
  line: number;
  /** from 1 */
  column: number;
  /** uninitialized, monomorphic, polymorphic, megamorphic */
  oldState: string | null;
  /** the same */
  newState: string | null;
  /** its name or index */
  property: string | null;
  /** the receiver's hidden class */
  map: string | null;
  /** V8's remark */
  modifier: string | null;
}

/** a hidden class was made or changed */
export interface MapRecord extends RecordBase {
  kind: 'map';
  /** InitialMap, Transition, Normalize, Deprecate ... */
  event: string | null;
  /** hidden class before; null for none */
  from: string | null;
  /** hidden class after; null for none */
  to: string | null;
  /** where */
  scriptUrl: string | null;
  /** from 1 */
  line: number;
  /** from 1 */
  column: number;
  /** V8's */
  reason: string | null;
  /** that was added */
  property: string | null;
}

/** a parse or a compilation */
export interface CompileRecord extends RecordBase {
  kind: 'compile';
  /** preparse, full-parse, interpreter, baseline, maglev, turbofan ... */
  stage: string | null;
  /** its name */
  function: string | null;
  /** where */
  scriptUrl: string | null;
  /** of its source */
  startOffset: number;
  /** of its source */
  endOffset: number;
  /** time it took */
  durationUs: number;
}

/** calls of one binding function since its last record */
export interface BoundaryRecord extends RecordBase {
  kind: 'boundary';
  /** internalBinding's name */
  binding: string | null;
  /** the function's */
  function: string | null;
  /** from JavaScript */
  calls: number;
  /** time inside, with JavaScript called from there */
  totalUs: number;
}

/** work for a collection outside of its pauses, or on another thread */
export interface GcStepRecord extends RecordBase {
  kind: 'gcStep';
  /** what was done */
  step: 'incrementalMarking' | 'incrementalSweeping' | 'concurrentMarking' | 'concurrentSweeping' | 'parallelScavenging' | 'parallelCompacting';
  /** the kernel's id of the thread that did it */
  thread: number;
  /** JavaScript stood still for it */
  onIsolateThread: boolean;
  /** when it began */
  startUs: number;
  /** how long it took */
  durationUs: number;
  /** the last collection of the isolate before it; null on a thread of V8's */
  cycle: number | null;
}

/** V8's log, the source of tier, deopt, ic, map and compile, changed its state */
export interface V8LogRecord extends RecordBase {
  kind: 'v8Log';
  /** silenced: by a CPU profile, as long as it lasts */
  state: 'off' | 'on' | 'silenced' | 'unavailable';
}

/** a handle or request was made or is gone, with where it was made */
export interface ResourceRecord extends RecordBase {
  kind: 'resource';
  /** what happened */
  event: 'created' | 'destroyed';
  /** Node's async resource type */
  provider: string | null;
  /** of the resource */
  asyncId: number;
  /** of the resource that made it */
  triggerAsyncId: number;
  /** the JavaScript that made it, innermost first */
  madeAt: Position[];
  madeAtMissed?: number;
}

export type ScopeRecord =
  GcRecord | GcPhasesRecord | HeapRecord | LoopRecord | CallbackRecord | DelayRecord | PoolRecord | MarkRecord | WorkerRecord | TierRecord | DeoptRecord | IcRecord | MapRecord | CompileRecord | BoundaryRecord | GcStepRecord | V8LogRecord | ResourceRecord;

export type Kind = ScopeRecord['kind'];
