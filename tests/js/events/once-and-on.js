'use strict';

const common = require('../common');
const assert = require('assert');
const EventEmitter = require('events');
const { once, on, getEventListeners } = EventEmitter;

async function main() {
  const emitter = new EventEmitter();
  setImmediate(() => emitter.emit('go', 1, 2));
  assert.deepStrictEqual(await once(emitter, 'go'), [1, 2]);
  assert.strictEqual(emitter.listenerCount('error'), 0);

  setImmediate(() => emitter.emit('error', new Error('bad')));
  await assert.rejects(once(emitter, 'go'), /bad/);
  assert.strictEqual(emitter.listenerCount('go'), 0);

  const controller = new AbortController();
  const aborted = once(emitter, 'go', { signal: controller.signal });
  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError', code: 'ABORT_ERR' });
  assert.deepStrictEqual(getEventListeners(controller.signal, 'abort'), []);
  await assert.rejects(once(emitter, 'go', { signal: controller.signal }), { name: 'AbortError' });

  const target = new EventTarget();
  const event = new Event('e');
  setImmediate(() => target.dispatchEvent(event));
  assert.deepStrictEqual(await once(target, 'e'), [event]);

  // Values come in order, those before an error first; the end takes the listeners away.
  const iterator = on(emitter, 'v');
  const early = iterator.next();
  for (let i = 0; i < 3; i++) emitter.emit('v', i);
  emitter.emit('error', new Error('end'));
  assert.deepStrictEqual(await early, { value: [0], done: false });
  assert.deepStrictEqual((await iterator.next()).value, [1]);
  assert.deepStrictEqual((await iterator.next()).value, [2]);
  await assert.rejects(iterator.next(), /end/);
  assert.deepStrictEqual(await iterator.next(), { value: undefined, done: true });
  assert.strictEqual(emitter.listenerCount('v'), 0);

  const closing = new EventEmitter();
  setImmediate(() => {
    closing.emit('v', 'a');
    closing.emit('close');
  });
  const values = [];
  for await (const [value] of on(closing, 'v', { close: ['close'] })) values.push(value);
  assert.deepStrictEqual(values, ['a']);
  assert.deepStrictEqual(closing.eventNames(), []);
}
main().then(common.mustCall());
