'use strict';

// A WebAssembly module that exports the system calls it imports, so that a test can make them from JavaScript, with a memory of its own.

const kI32 = 0x7f;
const kI64 = 0x7e;
const kParameters = {
  args_get: 'ii', args_sizes_get: 'ii', environ_get: 'ii', environ_sizes_get: 'ii', clock_res_get: 'ii', clock_time_get: 'iIi',
  fd_close: 'i', fd_fdstat_get: 'ii', fd_filestat_get: 'ii', fd_filestat_set_size: 'iI', fd_pread: 'iiiIi', fd_prestat_get: 'ii',
  fd_prestat_dir_name: 'iii', fd_pwrite: 'iiiIi', fd_read: 'iiii', fd_readdir: 'iiiIi', fd_seek: 'iIii', fd_sync: 'i', fd_tell: 'ii',
  fd_write: 'iiii', path_create_directory: 'iii', path_filestat_get: 'iiiii', path_open: 'iiiiiIIii', path_readlink: 'iiiiii',
  path_remove_directory: 'iii', path_rename: 'iiiiii', path_symlink: 'iiiii', path_unlink_file: 'iii', poll_oneoff: 'iiii', random_get: 'ii',
  sched_yield: '',
};

const vector = (items) => [...number(items.length), ...items.flat()];
const text = (string) => vector([...Buffer.from(string)]);
const section = (id, items) => { const body = vector(items); return [id, ...number(body.length), ...body]; };

function number(value) {  // LEB128
  const bytes = [];
  do {
    bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

// `exitCode`: instead of _initialize there is a _start, which ends with it.
function makeModule({ exitCode } = {}) {
  const names = Object.keys(kParameters);
  const types = names.map((name) => [0x60, ...vector([...kParameters[name]].map((kind) => [kind === 'i' ? kI32 : kI64])), 1, kI32]);
  const exitType = types.push([0x60, 1, kI32, 0]) - 1;
  const mainType = types.push([0x60, 0, 0]) - 1;
  const from = text('wasi_snapshot_preview1');
  const imports = [...names.map((name, index) => [...from, ...text(name), 0, ...number(index)]), [...from, ...text('proc_exit'), 0, exitType]];
  const exit = names.length;
  const main = names.length + 1;
  const exports = names.map((name, index) => [...text(name), 0, ...number(index)]);
  exports.push([...text('memory'), 2, 0], [...text(exitCode === undefined ? '_initialize' : '_start'), 0, main]);
  const code = exitCode === undefined ? [0, 0x0b] : [0, 0x41, exitCode, 0x10, exit, 0x0b];
  return new WebAssembly.Module(Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, types), ...section(2, imports), ...section(3, [[mainType]]), ...section(5, [[0, 2]]), ...section(7, exports),
    ...section(10, [[...number(code.length), ...code]]),
  ]));
}

// The calls of a started `wasi`, as calls.fd_write() and so on, and its memory.
function start(wasi) {
  const instance = new WebAssembly.Instance(makeModule(), wasi.getImportObject());
  wasi.initialize(instance);
  const { memory } = instance.exports;
  const view = () => new DataView(memory.buffer);
  return {
    calls: instance.exports,
    view,
    put(address, string) { return Buffer.from(memory.buffer).write(string, address); },
    get(address, length) { return Buffer.from(memory.buffer, address, length).toString(); },
    // One buffer's vector at `address`.
    vector(address, buffer, length) {
      view().setUint32(address, buffer, true);
      view().setUint32(address + 4, length, true);
      return address;
    },
  };
}

module.exports = { makeModule, start };
