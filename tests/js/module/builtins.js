'use strict';
require('../common');
const assert = require('assert');
const { builtinModules, isBuiltin } = require('module');

assert.ok(Object.isFrozen(builtinModules));
for (const name of ['fs', 'fs/promises', 'module', 'vm', 'events', 'path']) {
  assert.ok(builtinModules.includes(name), name);
  assert.ok(isBuiltin(name) && isBuiltin(`node:${name}`), name);
  assert.strictEqual(require(name), require(`node:${name}`));
  assert.strictEqual(require.resolve(name), name);
  assert.strictEqual(require.resolve(`node:${name}`), `node:${name}`);
}
for (const name of ['internal/errors', 'node:internal/errors', 'nothing', 'node:', '', undefined, 5]) {
  assert.strictEqual(isBuiltin(name), false);
}
assert.ok(!builtinModules.some((name) => name.startsWith('internal/')));
assert.throws(() => require('internal/errors'), { code: 'MODULE_NOT_FOUND' });
assert.strictEqual(process.getBuiltinModule('fs'), require('fs'));
assert.strictEqual(process.getBuiltinModule('nothing'), undefined);
