'use strict';

// Category node.async_hooks: the life of resources with their ids, in workers too, and also when it is switched on by the program.

const assert = require('assert');
const { tmpdir } = require('../common');
const { runTraced } = require('../common/trace');

function check(events, type) {
  const of = (name, ph) => events.filter((event) => event.name === name && event.ph === ph);
  const [begin] = of(type, 'b');
  assert.strictEqual(begin.cat, 'node,node.async_hooks');
  assert.match(begin.id, /^0x[0-9a-f]+$/);
  assert.deepStrictEqual(Object.keys(begin.args.data).sort(), ['executionAsyncId', 'triggerAsyncId']);
  assert.ok(of(`${type}_CALLBACK`, 'b').some(({ id }) => id === begin.id));
  assert.ok(of(`${type}_CALLBACK`, 'e').some(({ id }) => id === begin.id));
}

{
  const code = `
    new (require('worker_threads').Worker)('setTimeout(() => {}, 1)', { eval: true });
    setTimeout(() => {}, 1);
    require('fs').stat('.', () => {});`;
  const { events } = runTraced(['--trace-event-categories', 'node.async_hooks', '-e', code], tmpdir());
  check(events, 'Timeout');
  check(events, 'FSREQCALLBACK');
  assert.strictEqual(new Set(events.filter(({ name }) => name === 'Timeout').map(({ tid }) => tid)).size, 2);
}
{
  const code = `
    setTimeout(() => {}, 1);
    const tracing = require('trace_events').createTracing({ categories: ['node.async_hooks'] });
    tracing.enable();
    setImmediate(() => setImmediate(() => tracing.disable()));`;
  const { events } = runTraced(['-e', code], tmpdir());
  check(events, 'Immediate');
  assert.deepStrictEqual(events.filter(({ name }) => name === 'Timeout'), []);
}
