'use strict';

// A CPU profile takes V8's log away as long as it lasts: the snapshot and records of kind v8Log say so, and what happened meanwhile is missing.

const assert = require('assert');
const { Session } = require('inspector');
const scope = require('isoscope');

scope.enable('tiers');
const state = () => scope.snapshot().isolates[0].tiers.v8Log;
const tiersOf = (name) => scope.history({ kinds: 'tier' }).items.filter((item) => item.function === name).length;
function before() {}
function during() {}
function after() {}
const session = new Session();
session.connect();
assert.strictEqual(state(), 'on');
before();
session.post('Profiler.enable');
session.post('Profiler.start', (error) => assert.ifError(error));
assert.strictEqual(state(), 'silenced');
during();
let profile;
session.post('Profiler.stop', (error, answer) => {
  assert.ifError(error);
  profile = answer.profile;
});
assert.ok(profile.nodes.length > 0);
assert.strictEqual(state(), 'on');
after();
assert.deepStrictEqual([tiersOf('before') > 0, tiersOf('during'), tiersOf('after') > 0], [true, 0, true]);
const states = scope.history({ kinds: 'v8Log' }).items;
assert.deepStrictEqual(states.map((item) => item.state), ['on', 'silenced', 'on']);
assert.ok(states[1].timeUs <= states[2].timeUs);
