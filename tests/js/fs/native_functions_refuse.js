'use strict';

// Whatever is passed, functions throw or report: nothing crashes.
const fs = require('fs');

const values = [undefined, null, true, -1, 2 ** 53, NaN, 1.5, 'x', '', Symbol('s'), 10n, {}, [], () => {}, Buffer.alloc(0), new Date(),
                new Proxy({}, { get() { throw new Error('trap'); } })];
const skipped = new Set(['exists', 'watch', 'watchFile', 'unwatchFile', 'openAsBlob', 'glob', 'globSync', 'rm', 'rmSync', 'cp', 'cpSync',
                         'readFile',
                         'createReadStream', 'createWriteStream']);  // The last three fail later, where nobody can catch it.
const onlyBadFirst = values.filter((value) => typeof value !== 'string');
let thrown = 0;
for (const name of Object.keys(fs)) {
  if (typeof fs[name] !== 'function' || /^[A-Z_]/.test(name) || skipped.has(name) || name.startsWith('mkdtemp')) continue;
  for (const first of onlyBadFirst) {
    for (const second of values) {
      try {
        fs[name](first, second, second, second, second, () => {});
      } catch {
        thrown++;
      }
    }
  }
}
if (thrown < 1000) throw new Error(`only ${thrown} refusals`);
