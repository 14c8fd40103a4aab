'use strict';

// What the lab runs in another process, under V8's log: one WebAssembly function, called once and then often. `calls` is its argument.

// (func (export "sum") (param $n i32) (result i32) (local $sum i32)
//   (loop (local.set $sum (i32.add (local.get $sum) (local.get $n)))
//         (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
//   (local.get $sum))
const code = [1, 1, 0x7f, 0x03, 0x40, 0x20, 1, 0x20, 0, 0x6a, 0x21, 1, 0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b, 0x20, 1, 0x0b];
const bytes = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,           // magic, version
  1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f,           // types: i32 -> i32
  3, 2, 1, 0,                                // functions
  7, 7, 1, 3, 0x73, 0x75, 0x6d, 0, 0,        // exports: "sum"
  10, code.length + 2, 1, code.length, ...code,
]);

const { exports: { sum } } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
const calls = Number(process.argv[2]);
let total = 0;
for (let i = 0; i < calls; i++) total += sum(1000);
// TurboFan works beside the script: let it end.
const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
(async () => {
  const log = require('fs');
  const until = performance.now() + Number(process.argv[4] ?? 5000);
  while (performance.now() < until && !/wasm-function\[0\],[^\n]*,\*\n/.test(log.readFileSync(process.argv[3], 'latin1'))) {
    sum(10);
    await wait();
  }
  process.stdout.write(`${total}`);
})();
