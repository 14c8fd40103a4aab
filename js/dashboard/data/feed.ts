// The worker that talks to the host: asks for snapshots, reads the stream of records, and hands columns to the page. The page's own thread never
// waits for the network nor takes JSON apart.
//
// The stream is opened at the record after the last one that came, so nothing is missed or told twice when a connection breaks. A host that
// answers as another process begins a new run.
import { Encoder, transferables } from './encode.ts';
import { readEvents } from './events.ts';
import { Damaged, readRecording } from './labrun.ts';
import type { Kind } from './schema.ts';
import type { Batch, FromFeed, ReplayAbout, RunAbout, Snapshot, ToFeed } from './wire.ts';

const SNAPSHOT_MS = 1000;
const CAUGHT_UP_MS = 300;
const FULL_BATCH = 1000;  // A smaller batch is not one of many that were waiting.
const RETRY_MS = [250, 500, 1000, 2000];

const encoder = new Encoder();
let base = '';
let kinds: Kind[] = [];  // That the host is to watch for this page; it sends what is watched for others, too.
let visible = true;
let next = 0;  // The sequence number of the record that is asked for next.
let process: { pid: number; startMs: number } | undefined;
const isolates = new Set<number>();  // That records have named.
let ended = false;  // The host has said that it ends.
let stream: AbortController | undefined;

function say(message: FromFeed, transfer: Transferable[] = []): void {
  (self as unknown as { postMessage(message: FromFeed, transfer: Transferable[]): void }).postMessage(message, transfer);
}

async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(`${base}${path}`, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`the host answers ${response.status} for ${path}`);
  return await response.json() as T;
}

// Whether the process that answers is the one that did before.
function isSame(snapshot: Snapshot): boolean {
  const startMs = snapshot.time.wallClockMs - snapshot.process.uptimeUs / 1000;
  const same = process !== undefined && process.pid === snapshot.process.pid && Math.abs(process.startMs - startMs) < 5000;
  process = { pid: snapshot.process.pid, startMs };
  return same;
}

async function takeSnapshot(): Promise<void> {
  const snapshot = await getJson<Snapshot>('/metrics/snapshot');
  if (isSame(snapshot)) return say({ what: 'snapshot', snapshot });
  next = 0;
  ended = false;
  isolates.clear();
  const about = await getJson<{ run: RunAbout; replay: ReplayAbout | null }>('/run');
  say({ what: 'run', id: `${snapshot.process.pid}@${Math.round(process!.startMs)}`, snapshot, about: about.run, replay: about.replay });
  // So that the run can be saved when the host is gone.
  readWireSchema().catch(() => {});
}

// A recording without records.
async function readWireSchema(): Promise<void> {
  const response = await fetch(`${base}/recording?since=${Number.MAX_SAFE_INTEGER}`);
  if (!response.ok) throw new Error(`the host answers ${response.status}`);
  const { wireSchema, sources } = readRecording(new Uint8Array(await response.arrayBuffer()), () => {});
  say({ what: 'wireSchema', text: wireSchema, sources: sources.filter(({ kept }) => kept) });
}

async function readStream(): Promise<void> {
  stream = new AbortController();
  const response = await fetch(`${base}/metrics/stream?kinds=all&watch=${kinds.join(',')}&since=${next}`, { signal: stream.signal });
  if (!response.ok || response.body === null) throw new Error(`the host answers ${response.status}`);
  say({ what: 'state', state: 'live', detail: '' });
  // What is there comes at once; silence says that it has all come.
  const quiet = setTimeout(() => say({ what: 'caughtUp' }), CAUGHT_UP_MS);
  for await (const event of readEvents(response.body)) {
    if (event.name === 'end') {
      const complete = JSON.parse(event.data).complete as boolean;
      ended = true;
      say({ what: 'state', state: 'ended', detail: `the run has ended; ${complete ? 'all it told is here' : 'its last records did not fit'}` });
    }
    if (event.name !== 'batch') continue;
    clearTimeout(quiet);
    const { items, droppedCount } = JSON.parse(event.data);
    const batch = encoder.encode(items, droppedCount);
    next = Math.max(next, batch.lastSequence + 1);
    const isNew = batch.blocks.some(({ isolate }) => isolate !== 0 && !isolates.has(isolate));
    for (const { isolate } of batch.blocks) isolates.add(isolate);
    say({ what: 'batch', batch }, transferables(batch));
    if (isNew) takeSnapshot().catch(() => {});  // For its name.
    if (items.length < FULL_BATCH) say({ what: 'caughtUp' });
  }
}

async function follow(): Promise<void> {
  for (let failures = 0; ;) {
    let detail = 'the host closed the connection';
    try {
      await takeSnapshot();
      failures = 0;
      await readStream();
    } catch (error) {
      if (stream?.signal.aborted === true) continue;  // Other kinds are wanted.
      detail = String(error);
    }
    if (!ended) say({ what: 'state', state: 'lost', detail });
    await new Promise((resolve) => { setTimeout(resolve, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]); });
  }
}

// A page that nobody looks at asks for nothing; the stream goes on.
function pollSnapshots(): void {
  setInterval(() => {
    if (visible && process !== undefined) takeSnapshot().catch(() => {});  // The stream tells when the host is gone.
  }, SNAPSHOT_MS);
}

// A recording that was dropped on the page. It is read whole before the page hears of it: its head says how many isolates there are.
async function open(file: File): Promise<void> {
  const batches: Batch[] = [];
  const encode = new Encoder();
  try {
    const recording = readRecording(new Uint8Array(await file.arrayBuffer()), (items) => {
      batches.push(encode.encode(items, 0));
    });
    const { header, isolates, sources, snapshots, problem, endUs } = recording;
    if (!('clock' in header)) throw new Damaged(problem ?? 'it has no header');
    say({
      what: 'file', name: file.name, about: header as unknown as RunAbout, wireSchema: recording.wireSchema, problem, snapshots, endUs,
      isolates: isolates.map(({ id, name }) => ({ id, name, state: 'ended' })), sources: sources.filter(({ kept }) => kept),
    });
    for (const batch of batches) say({ what: 'fileBatch', batch }, transferables(batch));
    say({ what: 'fileEnd' });
  } catch (error) {
    say({ what: 'fileRefused', name: file.name, problem: (error as Error).message });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToFeed>) => {
  if (data.what === 'connect') {
    ({ base, kinds } = data);
    say({ what: 'state', state: 'connecting', detail: '' });
    follow();
    pollSnapshots();
  } else if (data.what === 'kinds') {
    kinds = data.kinds;
    stream?.abort();
  } else if (data.what === 'visible') {
    visible = data.visible;
  } else if (data.what === 'open') {
    open(data.file);
  }
});
