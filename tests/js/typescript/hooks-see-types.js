'use strict';

// Load hooks see TypeScript as it was written, under formats of its own; what they leave so is stripped.
const assert = require('assert');
const fs = require('fs');
const { registerHooks } = require('module');
const os = require('os');
const path = require('path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'isoscope-types-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const write = (name, text) => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const seen = [];
registerHooks({
  load(url, context, nextLoad) {
    const result = nextLoad(url, context);
    if (url.includes('isoscope-types-')) seen.push([path.basename(url), result.format, String(result.source).includes(': number')]);
    if (!url.endsWith('own.cts')) return result;
    return { format: 'commonjs', source: 'module.exports = "replaced"', shortCircuit: true };
  },
});
assert.strictEqual(require(write('a.cts', 'const a: number = 1;\nmodule.exports = a;')), 1);
assert.strictEqual(require(write('own.cts', 'enum A { X }')), 'replaced');
import(write('b.mts', 'export const b: number = 2;')).then((namespace) => {
  assert.strictEqual(namespace.b, 2);
  assert.deepStrictEqual(seen, [['a.cts', 'commonjs-typescript', true], ['own.cts', 'commonjs-typescript', false],
                                ['b.mts', 'module-typescript', true]]);
});
