'use strict';

// A pool record names the resource that waits for it: its callback's record has the same asyncId, and explain() joins the two.

const assert = require('assert');
const fs = require('fs');
const scope = require('isoscope');

const operations = { 'fs.readFile': fs.readFile, 'fs.stat': fs.stat };

function settled(name, call) {
  return new Promise((resolve, reject) => {
    call(__filename, (error) => (error ? reject(error) : setImmediate(resolve, name)));
  });
}

(async () => {
  for (const [name, call] of Object.entries(operations)) {
    await settled(name, call);
    const { items } = scope.history({ kinds: ['pool', 'callback'] });
    const operation = items.findLast((item) => item.kind === 'pool' && item.operation === name);
    assert.ok(operation.asyncId > 0, name);
    const callback = items.find((item) => item.kind === 'callback' && item.asyncId === operation.asyncId);
    assert.strictEqual(callback.phase, 'poll');
    assert.strictEqual(callback.provider, 'FSREQCALLBACK');
    assert.strictEqual(scope.explain(operation.asyncId).operation.sequence, operation.sequence);
  }
})();
