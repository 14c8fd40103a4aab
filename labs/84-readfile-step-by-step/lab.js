'use strict';

// One file, read in three ways: the pool operations of each, the loop meanwhile, and the phase in which the callback comes.

const scope = require('isoscope');
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const { refute } = scope.parameters({ refute: false });
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'readfile-'));
const file = path.join(folder, 'file');
const size = 2 << 20;
fs.writeFileSync(file, Buffer.alloc(size));

const poolRecords = () => scope.history({ kinds: ['pool'] }).items;
const operationsSince = (count) => poolRecords().slice(count).map(({ operation }) => operation);
const settled = () => new Promise((resolve) => setImmediate(resolve));

// A pipe with a name, so that the thread has something to wait for: its writer comes after ten turns of the loop.
function whole() {
  if (refute) return { text: fs.readFileSync(file, 'latin1').slice(0, 5), turns: 0 };
  const pipe = path.join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  let turns = 0;
  const read = new Promise((resolve, reject) => {
    fs.readFile(pipe, 'latin1', (error, text) => (error ? reject(error) : resolve({ text, turns })));
  });
  const written = new Promise((resolve, reject) => {
    setImmediate(function turn() {
      if (++turns < 10) setImmediate(turn);
      else fs.writeFile(pipe, 'hello', (error) => (error ? reject(error) : resolve()));
    });
  });
  return Promise.all([read, written]).then(([seen]) => seen);
}

async function stepByStep() {
  const handle = await fs.promises.open(file);
  const { size: length } = await handle.stat();
  const { bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
  await handle.close();
  return bytesRead;
}

async function streamed() {
  let length = 0;
  for await (const chunk of fs.createReadStream(file)) length += chunk.length;
  return length;
}

(async () => {
  const before = poolRecords().length;
  const { text, turns } = await whole();
  await settled();
  const record = poolRecords().slice(before).find(({ operation }) => operation === 'fs.readFile');
  const callback = scope.history({ kinds: ['callback'] }).items.find(({ asyncId }) => asyncId === record?.asyncId);
  const from = poolRecords().length;
  await stepByStep();
  await settled();
  const steps = operationsSince(from);
  const start = poolRecords().length;
  await streamed();
  await settled();
  const stream = operationsSince(start);

  fs.rmSync(folder, { recursive: true });

  console.log(`readFile:      ${record ? 'one operation' : 'none'}; the loop turned ${turns} times meanwhile; called back in ${callback?.phase}`);
  console.log(`step by step:  ${steps.join(', ')}`);
  console.log(`as a stream:   ${stream.length} operations, ${stream.filter((name) => name === 'fs.read').length} of them reads`);
  scope.expect('readFile returned before the file was read: the loop went on', text === 'hello' && turns >= 10, { text, turns });
  scope.expect('the reading was a pool thread\'s', record?.thread >= 0 && record.startedUs >= record.submittedUs, { thread: record?.thread });
  scope.expect('its callback came in the poll phase', callback?.phase === 'poll', { phase: callback?.phase });
  scope.expect('by hand it is four operations, one after the other', steps.join() === 'fs.open,fs.fstat,fs.read,fs.close', { steps });
  const reads = stream.filter((name) => name === 'fs.read').length;
  scope.expect('a stream reads piece by piece, never more than four chunks of 64 KB at once', reads >= size / (4 * 65536), { reads, size });
})();
