'use strict';

// Timers, immediates and promises are resources too, each with the JavaScript that made it, from the very first after watching began.

const assert = require('assert');
const scope = require('isoscope');

const unseen = setTimeout(() => {}, 60_000);
scope.enable('resources');
const timer = setTimeout(() => {}, 60_000);
const immediate = setImmediate(() => {});
const promise = new Promise(() => {});
const alive = (provider) => scope.resources().filter((resource) => resource.provider === provider);
const madeAt = (provider, at) => alive(provider).filter(({ madeAt: [{ scriptUrl, line }] }) => scriptUrl === __filename && line === at);

assert.deepStrictEqual(alive('Timeout').map(({ asyncId }) => asyncId), [Number(timer)]);
assert.strictEqual(madeAt('Timeout', 10).length, 1);
assert.strictEqual(madeAt('Immediate', 11).length, 1);
assert.strictEqual(madeAt('PROMISE', 12).length, 1);
assert.ok(promise instanceof Promise && immediate.hasRef());
const ids = [Number(timer), madeAt('Immediate', 11)[0].asyncId];

clearTimeout(timer);
clearTimeout(unseen);
// Once the immediate has run: on a slow machine a timer may come before it.
setImmediate(() => setTimeout(() => {
  assert.strictEqual(madeAt('Timeout', 10).length, 0);
  assert.strictEqual(madeAt('Immediate', 11).length, 0);
  const items = scope.history({ kinds: 'resource' }).items;
  for (const id of ids) assert.deepStrictEqual(items.filter(({ asyncId }) => asyncId === id).map(({ event }) => event), ['created', 'destroyed']);
  assert.ok(items.every(({ asyncId }) => asyncId !== Number(unseen)));
  scope.disable('resources');
  const before = scope.history({ kinds: 'resource' }).items.length;
  setTimeout(() => {}, 1);
  Promise.resolve().then(() => assert.strictEqual(scope.history({ kinds: 'resource' }).items.length, before));
}, 5));
