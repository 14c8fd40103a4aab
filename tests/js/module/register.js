// Flags: --no-warnings
'use strict';

// module.register(): asynchronous hooks, on a thread of their own.

const assert = require('node:assert');
const { register } = require('node:module');

const hooks = `
  let name;
  export async function initialize(data) { name = data.name; }
  export async function resolve(specifier, context, nextResolve) {
    if (specifier !== 'virtual:x') return nextResolve(specifier, context);
    return { url: 'virtual:x', format: 'module', shortCircuit: true };
  }
  export async function load(url, context, nextLoad) {
    if (url !== 'virtual:x') return nextLoad(url, context);
    return { format: 'module', source: 'export default ' + JSON.stringify('made by ' + name), shortCircuit: true };
  }
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: { name: 'hooks' } });
(async () => {
  assert.strictEqual((await import('virtual:x')).default, 'made by hooks');
  assert.strictEqual((await import('data:text/javascript,export default 1')).default, 1);
  await assert.rejects(import('virtual:other'), { code: 'ERR_UNSUPPORTED_ESM_URL_SCHEME' });
})();
