'use strict';

// A worker's uncaught error reaches its parent as an error of the same class with its message, stack, own properties and cause.

const assert = require('assert');
const { Worker } = require('worker_threads');

function errorOf(source) {
  return new Promise((resolve) => new Worker(source, { eval: true }).on('error', resolve));
}

(async () => {
  const error = await errorOf("const e = new TypeError('bad', { cause: new RangeError('why') }); e.code = 'ERR_X'; e.fn = () => {}; throw e;");
  assert.ok(error instanceof TypeError);
  assert.strictEqual(error.message, 'bad');
  assert.strictEqual(error.code, 'ERR_X');
  assert.match(error.stack, /TypeError: bad\n {4}at \[worker eval\]:1:11/);
  assert.ok(error.cause instanceof RangeError);
  assert.strictEqual(error.cause.message, 'why');
  assert.deepStrictEqual(Object.keys(error), ['code']);

  class Own extends Error {}
  assert.strictEqual((await errorOf(`${Own} throw Object.assign(new Own('own'), { a: 1 });`)).a, 1);
  assert.strictEqual(await errorOf('throw 5'), 5);
  assert.deepStrictEqual(await errorOf('throw { a: [1] }'), { a: [1] });
  assert.strictEqual(await errorOf('throw null'), null);
  assert.ok(await errorOf('this is no script') instanceof SyntaxError);
  assert.strictEqual((await errorOf("require('./not-there')")).code, 'MODULE_NOT_FOUND');
  const missing = await new Promise((resolve) => new Worker('/not/there.js').on('error', resolve));
  assert.strictEqual(missing.code, 'MODULE_NOT_FOUND');
})();
