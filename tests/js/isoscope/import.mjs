// The module as ES code sees it.
import assert from 'node:assert';
import scope, { snapshot, kinds } from 'isoscope';

assert.strictEqual(scope.snapshot, snapshot);
assert.ok(kinds.includes('gc'));
assert.strictEqual(snapshot().schemaVersion, 1);
await assert.rejects(import('node:isoscope'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
