'use strict';
const common = require('../common');
const assert = require('assert');
const dc = require('diagnostics_channel');

const channel = dc.channel('test');
assert.strictEqual(dc.channel('test'), channel);
assert.ok(channel instanceof dc.Channel);
assert.strictEqual(channel.hasSubscribers, false);
assert.strictEqual(dc.hasSubscribers('test'), false);
channel.publish({ nobody: 'listens' });

const subscriber = common.mustCall((message, name) => {
  assert.strictEqual(name, 'test');
  assert.deepStrictEqual(message, { a: 1 });
});
dc.subscribe('test', subscriber);
assert.strictEqual(channel.hasSubscribers, true);
channel.publish({ a: 1 });
assert.strictEqual(dc.unsubscribe('test', subscriber), true);
assert.strictEqual(dc.unsubscribe('test', subscriber), false);
channel.publish({ a: 2 });
assert.strictEqual(dc.channel(Symbol.for('s')), dc.channel(Symbol.for('s')));
assert.throws(() => dc.channel(null), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "channel" argument must be one of type string or symbol. Received null',
});
assert.throws(() => channel.subscribe(1), { code: 'ERR_INVALID_ARG_TYPE' });
