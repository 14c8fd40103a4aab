'use strict';

// What a program sees of its surroundings: arguments, environment, clocks, random bytes, its standard streams; how it ends.

require('../common');
const assert = require('assert');
const { spawnSync } = require('child_process');
const { WASI } = require('wasi');
const { makeModule, start } = require('../common/wasi');

if (process.argv[2] === 'cat') {
  const { calls, put, vector, view } = start(new WASI({ version: 'preview1' }));
  for (;;) {
    assert.strictEqual(calls.fd_read(0, vector(256, 4096, 1000), 1, 520), 0);
    const length = view().getUint32(520, true);
    if (length === 0) break;
    assert.strictEqual(calls.fd_write(1, vector(256, 4096, length), 1, 520), 0);
  }
  const length = put(4096, 'no newline');
  assert.strictEqual(calls.fd_write(2, vector(256, 4096, length), 1, 520), 0);
} else if (process.argv[2] === 'exit') {
  const wasi = new WASI({ version: 'preview1', returnOnExit: false });
  wasi.start(new WebAssembly.Instance(makeModule({ exitCode: 9 }), wasi.getImportObject()));
} else {
  const wasi = new WASI({ version: 'preview1', args: ['program', 5], env: { A: 'b', C: undefined, D: 1 } });
  const { calls, get, put, view, vector } = start(wasi);
  assert.strictEqual(calls.args_sizes_get(64, 68), 0);
  assert.deepStrictEqual([view().getUint32(64, true), view().getUint32(68, true)], [2, 10]);
  assert.strictEqual(calls.args_get(128, 256), 0);
  assert.strictEqual(get(256, 10), 'program\x005\0');
  assert.strictEqual(calls.environ_sizes_get(64, 68), 0);
  assert.deepStrictEqual([view().getUint32(64, true), view().getUint32(68, true)], [2, 8]);
  assert.strictEqual(calls.environ_get(128, 256), 0);
  assert.strictEqual(get(256, 8), 'A=b\0D=1\0');

  const now = (clock) => {
    assert.strictEqual(calls.clock_time_get(clock, 0n, 64), 0);
    return view().getBigUint64(64, true);
  };
  assert.ok(now(0) > 1_600_000_000_000_000_000n);
  const before = now(1);
  const kWait = 2_000_000n;
  put(1024, '\0'.repeat(48));
  view().setBigUint64(1024, 7n, true);  // User data; a relative time of the monotonic clock.
  view().setUint32(1040, 1, true);
  view().setBigUint64(1048, kWait, true);
  assert.strictEqual(calls.poll_oneoff(1024, 2048, 1, 68), 0);
  assert.deepStrictEqual([view().getUint32(68, true), view().getBigUint64(2048, true), view().getUint16(2056, true)], [1, 7n, 0]);
  assert.ok(now(1) - before >= kWait / 2n);  // Loops count whole milliseconds.

  assert.strictEqual(calls.random_get(4096, 64), 0);
  assert.notStrictEqual(get(4096, 64), '\0'.repeat(64));
  assert.strictEqual(calls.fd_write(99, vector(256, 4096, 1), 1, 520), 8);
  assert.strictEqual(calls.sched_yield(), 0);

  const program = new WASI({ version: 'preview1' });
  assert.strictEqual(program.start(new WebAssembly.Instance(makeModule({ exitCode: 7 }), program.getImportObject())), 7);
  assert.throws(() => program.start({}), { code: 'ERR_WASI_ALREADY_STARTED' });

  const cat = spawnSync(process.execPath, [__filename, 'cat'], { input: 'some input\nrest', encoding: 'utf8' });
  assert.deepStrictEqual([cat.status, cat.stdout], [0, 'some input\nrest']);
  assert.match(cat.stderr, /no newline/);
  assert.strictEqual(spawnSync(process.execPath, [__filename, 'exit']).status, 9);
}
