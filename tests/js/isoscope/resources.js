'use strict';
// Requests and handles alive, with where they were made, while that is watched.
require('../common');
const assert = require('assert');
const fs = require('fs');
const scope = require('isoscope');

fs.stat(__filename, () => {});
assert.deepStrictEqual(scope.resources(), []);
scope.enable('resources');
fs.stat(__filename, () => {
  setImmediate(() => {
    scope.gc();  // Requests end with their object.
    const records = scope.history({ kinds: 'resource' }).items.filter(({ asyncId }) => asyncId === request.asyncId);
    assert.strictEqual(records[0].event, 'created');
    assert.deepStrictEqual(records[0].madeAt[0], { scriptUrl: __filename, line: 11, column: 4 });
  });
});
const request = scope.resources().find(({ provider }) => provider === 'FSREQCALLBACK');
assert.deepStrictEqual(request.madeAt[0], { scriptUrl: __filename, line: 11, column: 4 });
const observer = scope.observe('mark', () => {});
assert.ok(scope.resources().some(({ provider }) => provider === 'SCOPEOBSERVER'));
observer.close();
(function waitUntilGone() {  // It closes with the loop's next turn, which a timer may come before.
  if (scope.resources().some(({ provider }) => provider === 'SCOPEOBSERVER')) setTimeout(waitUntilGone, 1);
})();
