import common from '../common/index.js';
import assert from 'node:assert';
import fs from 'node:fs';
import files from '../common/files.js';

// (module (import "./env.mjs" "twice" (func (param i32) (result i32))) (func (export "run") (param i32) (result i32) local.get 0 call 0)
//         (global (export "answer") i32 (i32.const 42)))
const bytes = Buffer.from([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 2, 19, 1, 9, ...Buffer.from('./env.mjs'), 5, ...Buffer.from('twice'), 0, 0,
  3, 2, 1, 0, 6, 6, 1, 127, 0, 65, 42, 11, 7, 16, 2, 3, ...Buffer.from('run'), 0, 1, 6, ...Buffer.from('answer'), 3, 0,
  10, 8, 1, 6, 0, 32, 0, 16, 0, 11,
]);
const root = files.writeFiles({ 'env.mjs': 'export const twice = (x) => x * 2;', 'bad.wasm': 'not wasm' });
fs.writeFileSync(`${root}/a.wasm`, bytes);
process.on('warning', common.mustCall((warning) => assert.strictEqual(warning.name, 'ExperimentalWarning')));
const { run, answer } = await import(`${root}/a.wasm`);
assert.strictEqual(run(21), 42);
assert.strictEqual(answer, 42);
await assert.rejects(import(`${root}/bad.wasm`), (error) => error.name === 'CompileError' && error.message.startsWith(`${root}/bad.wasm: `));
