'use strict';

// Inspecting a proxy runs none of its traps.

const common = require('../common');
const assert = require('assert');
const { inspect } = require('util');

const trap = common.mustNotCall('a trap ran');
const handler = { get: trap, ownKeys: trap, getOwnPropertyDescriptor: trap, getPrototypeOf: trap, has: trap };
const proxy = new Proxy({ a: 1 }, handler);
assert.strictEqual(inspect(proxy), '{ a: 1 }');
assert.strictEqual(inspect(new Proxy({ a: 1 }, {}), { showProxy: true }), 'Proxy [ { a: 1 }, {} ]');
assert.strictEqual(inspect(new Proxy(function f() {}, {})), '[Function: f]');
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
assert.strictEqual(inspect(revoked), '<Revoked Proxy>');
