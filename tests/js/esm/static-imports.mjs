import '../common/index.js';
import assert from 'node:assert';
import files from '../common/files.js';

const root = files.writeFiles({
  'main.mjs': `
    import def, { counter, increment } from './counter.mjs';
    import * as all from './counter.mjs';
    export { counter as reexported } from './counter.mjs';
    export * from './star.mjs';
    const before = counter;
    increment();
    export { def, before, counter, all };`,
  'counter.mjs': 'export let counter = 1; export function increment() { counter++; } export default "default";',
  'star.mjs': 'export const star = "*"; export default "not reexported";',
});
const main = await import(`${root}/main.mjs`);
assert.strictEqual(main.def, 'default');
assert.strictEqual(main.before, 1);
assert.strictEqual(main.counter, 2);  // A live binding.
assert.strictEqual(main.reexported, 2);
assert.strictEqual(main.star, '*');
assert.strictEqual(main.default, undefined);
assert.strictEqual(main.all, await import(`${root}/counter.mjs`));
assert.deepStrictEqual(Object.keys(main), ['all', 'before', 'counter', 'def', 'reexported', 'star']);
