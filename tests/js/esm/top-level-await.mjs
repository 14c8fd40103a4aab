import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

// Siblings wait side by side; a parent runs when all have.
globalThis.order = [];
const root = files.writeFiles({
  'parent.mjs': "import './slow.mjs'; import './fast.mjs'; order.push('parent');",
  'slow.mjs': "order.push('slow 1'); await new Promise((resolve) => setTimeout(resolve, 5)); order.push('slow 2');",
  'fast.mjs': "order.push('fast 1'); await null; order.push('fast 2');",
  'rejects.mjs': "await Promise.reject(new Error('rejected'));",
});
await import(`${root}/parent.mjs`);
assert.deepStrictEqual(globalThis.order, ['slow 1', 'fast 1', 'fast 2', 'slow 2', 'parent']);
await assert.rejects(import(`${root}/rejects.mjs`), { message: 'rejected' });
