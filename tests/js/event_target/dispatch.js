'use strict';

const common = require('../common');
const assert = require('assert');

const target = new EventTarget();
const seen = [];
const object = { handleEvent(event) { seen.push(['object', this === object, event.type]); } };
function twice() { seen.push('function'); }
target.addEventListener('x', twice);
target.addEventListener('x', twice);  // The same again counts once.
target.addEventListener('x', twice, true);  // Capture makes it another.
target.addEventListener('x', object);
target.addEventListener('x', () => seen.push('once'), { once: true });
const event = new Event('x', { cancelable: true });
assert.strictEqual(target.dispatchEvent(event), true);
assert.deepStrictEqual(seen.splice(0), ['function', 'function', ['object', true, 'x'], 'once']);
assert.strictEqual(event.target, target);
assert.strictEqual(event.currentTarget, null);
assert.strictEqual(event.eventPhase, Event.NONE);
assert.strictEqual(event.isTrusted, false);

target.dispatchEvent(event);
assert.strictEqual(seen.splice(0).length, 3);
target.removeEventListener('x', twice);
target.removeEventListener('x', object);
target.dispatchEvent(event);
assert.deepStrictEqual(seen, ['function']);

const stopping = new EventTarget();
stopping.addEventListener('x', (e) => {
  assert.strictEqual(e.eventPhase, Event.AT_TARGET);
  assert.deepStrictEqual(e.composedPath(), [stopping]);
  assert.throws(() => stopping.dispatchEvent(e), { code: 'ERR_EVENT_RECURSION' });
  e.preventDefault();
  e.stopImmediatePropagation();
});
stopping.addEventListener('x', common.mustNotCall('stopped'));
const other = new Event('x', { cancelable: true });
assert.strictEqual(stopping.dispatchEvent(other), false);
assert.strictEqual(other.defaultPrevented, true);

assert.throws(() => target.dispatchEvent({ type: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => target.addEventListener('x', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => target.addEventListener('x'), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => EventTarget.prototype.dispatchEvent.call({}, event), { code: 'ERR_INVALID_THIS' });
assert.throws(() => new Event(), { code: 'ERR_MISSING_ARGS' });
assert.strictEqual(new CustomEvent('c', { detail: 7 }).detail, 7);
