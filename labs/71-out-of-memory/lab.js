'use strict';

// What ends when memory does: a process whose heap is full, a worker whose heap is full, and Buffers that no heap limit stops.

const scope = require('isoscope');
const { spawn } = require('child_process');
const { Worker } = require('worker_threads');

const { limit, refute } = scope.parameters({ limit: 24, refute: false });

const fill = 'const all = []; for (;;) all.push(new Array(1e4).fill({}));';
const harmless = 'for (let i = 0; i < 1e3; i++) new Array(1e4).fill({});';

function run(program, flags) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...flags, '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { err += text; });
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}

function runWorker(program) {
  return new Promise((resolve) => {
    let error = null;
    new Worker(program, { eval: true, resourceLimits: { maxOldGenerationSizeMb: limit } })
      .on('error', ({ code }) => { error = code; }).on('exit', (exitCode) => resolve({ exitCode, error }));
  });
}

(async () => {
  const attempt = `process.on('exit', () => console.log('exit')); try { ${refute ? harmless : fill} } catch { console.log('caught'); }`;
  const full = await run(attempt, [`--max-old-space-size=${limit}`]);
  console.log(`a process with a full heap: code ${full.code}, signal ${full.signal}; it said: ${/FATAL ERROR.*/.exec(full.err)?.[0] ?? 'nothing'}`);
  scope.expect('a full heap ends the process by SIGABRT (134 to a shell)', full.signal === 'SIGABRT' && full.code === null,
               { code: full.code, signal: full.signal });
  scope.expect('V8 says why', /heap out of memory|heap limit/i.test(full.err));
  scope.expect('neither a try block nor an exit listener runs', full.out === '', { out: full.out });

  const worker = await runWorker(refute ? harmless : fill);
  console.log(`a worker with a full heap: exit code ${worker.exitCode}, ${worker.error}`);
  scope.expect('a worker ends alone, with an error that its parent hears', worker.error === 'ERR_WORKER_OUT_OF_MEMORY' && worker.exitCode === 1,
               worker);

  const buffers = await run(`
    const kept = [];
    for (let i = 0; i < ${limit * 4}; i++) kept.push(Buffer.alloc(1 << 20, 1));
    const { heapUsed, external } = process.memoryUsage();
    console.log(JSON.stringify({ heapUsed, external, kept: kept.length }));`, [`--max-old-space-size=${limit}`]);
  const { heapUsed, external } = JSON.parse(buffers.out);
  console.log(`Buffers of ${external >> 20} MB under a heap limit of ${limit} MB: ${heapUsed >> 20} MB of heap, no error`);
  scope.expect('the limit is of the heap: Buffers of four times its size are no error',
               buffers.code === 0 && external >= limit * 4 << 20 && heapUsed < limit << 20,
               { heapUsed, external });
  const tooLarge = await run(`
    for (const make of [() => new ArrayBuffer(2 ** 53), () => 'x'.repeat(2 ** 30)]) {
      try { make(); } catch (error) { console.log(error.name); }
    }`, []);
  scope.expect('what is too large by itself is an ordinary RangeError', tooLarge.out === 'RangeError\nRangeError\n', { out: tooLarge.out });
})();
