'use strict';

// Asynchronous resources have ids and parents. What async_hooks says of a file read from within a timer.

const scope = require('isoscope');
const { createHook, executionAsyncId, executionAsyncResource, AsyncResource } = require('async_hooks');
const fs = require('fs');

const { refute } = scope.parameters({ refute: false });

const made = new Map();
const events = { init: 0, before: 0, after: 0 };
const hook = createHook({
  init(id, type, trigger) {
    events.init++;
    made.set(id, { type, trigger, calls: 0 });
  },
  before(id) {
    events.before++;
    const resource = made.get(id);
    if (resource !== undefined) resource.calls++;
  },
  after() { events.after++; },
});
if (!refute) hook.enable();

const path = (id) => {
  const types = [];
  for (let here = made.get(id); here !== undefined && types.length < 20; here = made.get(here.trigger)) types.push(here.type);
  return types;
};

const top = executionAsyncId();
setTimeout(() => {
  const inTimer = executionAsyncId();
  fs.stat(__filename, () => {
    const inStat = executionAsyncId();
    Promise.resolve().then(() => {
      const inPromise = executionAsyncId();
      setImmediate(() => judge({ inTimer, inStat, inPromise, inImmediate: executionAsyncId(), kind: executionAsyncResource().constructor.name }));
    });
  });
}, 1);

function judge(ids) {
  const own = new AsyncResource('Queue');
  const bound = own.runInAsyncScope(() => executionAsyncId());
  hook.disable();
  const way = path(ids.inImmediate);
  console.log(`the immediate's ancestors: ${way.join(' <- ')}`);
  console.log(`${events.init} resources made, ${events.before} entered, ${events.after} left`);
  scope.expect('the script itself has an id', top === 1, { top });
  scope.expect('each callback runs in a resource of its own', new Set(Object.values(ids)).size === 5 && ids.inTimer > top, ids);
  const wanted = ['Immediate', 'PROMISE', 'FSREQCALLBACK', 'Timeout'];
  let found = 0;
  for (const type of way) if (type === wanted[found]) found++;
  scope.expect('the chain leads from the immediate over the promise and the file back to the timer', found === wanted.length, { way });
  scope.expect('the timer\'s trigger is the script', made.get(ids.inTimer)?.trigger === 1, { trigger: made.get(ids.inTimer)?.trigger });
  scope.expect('a queue can say whose work it runs', bound === own.asyncId() && made.get(bound)?.type === 'Queue', { type: made.get(bound)?.type });
  scope.expect('every resource that was entered was left, but for the one that runs now', events.before === events.after + 1, events);
}
