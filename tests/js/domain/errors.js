'use strict';

// What is thrown in a domain, by whatever way, is its 'error'.
const assert = require('assert');
const domain = require('domain');
const { EventEmitter } = require('events');
const fs = require('fs');

const ways = {
  timer: () => setTimeout(() => { throw new Error('timer'); }, 1),
  immediate: () => setImmediate(() => { throw new Error('immediate'); }),
  tick: () => process.nextTick(() => { throw new Error('tick'); }),
  callback: () => fs.stat(__filename, () => { throw new Error('callback'); }),
  promise: () => Promise.resolve().then(() => setTimeout(() => { throw new Error('promise'); }, 1)),
  emitter: () => setTimeout((emitter) => emitter.emit('error', new Error('emitter')), 1, new EventEmitter()),
};
const heard = [];
for (const name in ways) {
  const one = domain.create();
  one.on('error', (error) => {
    assert.strictEqual(error.domain, one);
    heard.push(`${name} ${error.message} ${error.domainThrown}`);
  });
  one.run(ways[name]);
  assert.strictEqual(process.domain ?? null, null);
}
process.on('exit', () => {
  assert.deepStrictEqual(heard.sort(), [
    'callback callback true', 'emitter emitter false', 'immediate immediate true', 'promise promise true', 'tick tick true', 'timer timer true',
  ]);
});
