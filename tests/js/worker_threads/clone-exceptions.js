'use strict';

// DOMExceptions arrive whole wherever they are in a message, each once, and no getter that sends a message of its own confuses them.

const assert = require('assert');
const { MessageChannel, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
function through(value) {
  port1.postMessage(value);
  return receiveMessageOnPort(port2).message;
}
const parts = ({ name, message, code }) => [name, message, code];

for (const clone of [structuredClone, through]) {
  const abort = new DOMException('why', 'AbortError');
  const sent = { abort, again: abort, list: [new DOMException('what', 'DataCloneError')], plain: new RangeError('r'), map: new Map([[1, abort]]) };
  const got = clone(sent);
  assert.deepStrictEqual(parts(got.abort), ['AbortError', 'why', 20]);
  assert.ok(got.abort instanceof DOMException);
  assert.strictEqual(Object.prototype.toString.call(got.abort), '[object DOMException]');
  assert.strictEqual(got.again, got.abort);
  assert.strictEqual(got.map.get(1), got.abort);
  assert.deepStrictEqual(parts(got.list[0]), ['DataCloneError', 'what', 25]);
  assert.ok(got.plain instanceof RangeError);
  assert.strictEqual(got.abort.stack, abort.stack);

  const outer = clone(new Error('outer', { cause: new DOMException('in', 'TimeoutError') }));
  assert.deepStrictEqual(parts(outer.cause), ['TimeoutError', 'in', 23]);
  assert.ok(clone(abort) instanceof DOMException);

  // While this value is written, another message is.
  let inner;
  const tricky = clone({ first: abort, get second() { inner = clone([new DOMException('i', 'SyntaxError')]); return 2; }, third: sent.list[0] });
  assert.deepStrictEqual(parts(tricky.first), ['AbortError', 'why', 20]);
  assert.deepStrictEqual(parts(tricky.third), ['DataCloneError', 'what', 25]);
  assert.deepStrictEqual(parts(inner[0]), ['SyntaxError', 'i', 12]);

  // A message that failed leaves nothing behind.
  assert.throws(() => clone({ e: new DOMException('x'), f() {} }), { name: 'DataCloneError' });
  assert.deepStrictEqual(clone({ a: 1 }), { a: 1 });
}
port1.close();
