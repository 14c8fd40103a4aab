'use strict';
// Heap samples at a chosen interval; code size; who allocates; the code of a whole snapshot through a slow reader.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

assert.strictEqual(scope.heapInterval(), 100);
assert.strictEqual(scope.heapInterval(10), 100);
const code = scope.heapCode();
assert.ok(code.codeAndMetadataBytes > 0 && code.bytecodeAndMetadataBytes > 0, JSON.stringify(code));

const stop = scope.sampleAllocations({ intervalBytes: 1024 });
assert.throws(() => scope.sampleAllocations(), { code: 'ERR_INVALID_STATE' });
function wasteful() {
  const kept = [];
  for (let i = 0; i < 20_000; i++) kept.push({ i, text: `${i}` });
  return kept.length;
}
wasteful();
const profile = stop();
assert.ok(profile.sites.some(({ function: name, scriptUrl, line }) => name === 'wasteful' && scriptUrl === __filename && line === 14),
          JSON.stringify(profile.sites.slice(0, 3)));
assert.throws(stop, { code: 'ERR_INVALID_STATE' });

const since = scope.history({ limit: 0 }).nextSequence;
let turns = 0;
const timer = setInterval(() => {
  if (++turns < 8) return;
  clearInterval(timer);
  const samples = scope.history({ since, kinds: 'heap' }).items;
  assert.ok(samples.length >= 5, String(samples.length));
  assert.throws(() => scope.heapInterval(0), { code: 'ERR_OUT_OF_RANGE' });
}, 11);
