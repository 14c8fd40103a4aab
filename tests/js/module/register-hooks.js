'use strict';

// module.registerHooks(): synchronous hooks for require() and import(), the newest first, until they are deregistered.

const assert = require('node:assert');
const { registerHooks } = require('node:module');

const order = [];
const outer = registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier !== 'virtual:answer') return nextResolve(specifier, context);
    order.push('resolve');
    return { url: 'virtual:answer', format: 'commonjs', shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (url !== 'virtual:answer') return nextLoad(url, context);
    order.push('load');
    return { format: 'commonjs', source: 'module.exports = 41', shortCircuit: true };
  },
});
const inner = registerHooks({
  load(url, context, nextLoad) {
    const result = nextLoad(url, context);
    return url === 'virtual:answer' ? { ...result, source: `${result.source} + 1` } : result;
  },
});
assert.strictEqual(require('virtual:answer'), 42);
assert.deepStrictEqual(order, ['resolve', 'load']);
inner.deregister();

(async () => {
  const again = registerHooks({
    load(url, context, nextLoad) {
      if (!url.startsWith('data:')) return nextLoad(url, context);
      assert.strictEqual(context.format, undefined === context.format ? undefined : 'module');
      return { format: 'module', source: 'export default "hooked"', shortCircuit: true };
    },
  });
  assert.strictEqual((await import('data:text/javascript,export default 1')).default, 'hooked');
  again.deregister();
  outer.deregister();
  assert.throws(() => require('virtual:other'), { code: 'MODULE_NOT_FOUND' });
  assert.throws(() => registerHooks({ load: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
})();
