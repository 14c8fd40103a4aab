// Not-under: gc-stress, because a map is named by its address, and compaction moves it.
'use strict';
// One site from uninitialized to megamorphic: as records while it happens, and in the feedback vector when asked.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

scope.enable('ics');
function read(o) {
  return o.x;
}
const shapes = [{ x: 1 }, { a: 1, x: 1 }, { b: 1, x: 1 }, { c: 1, x: 1 }, { d: 1, x: 1 }];
for (let i = 0; i < 20; i++) read(shapes[0]);
const site = () => scope.icsOf(read).find(({ kind }) => kind === 'LoadProperty');
assert.strictEqual(site().state, 'monomorphic');
assert.deepStrictEqual(site().maps, [scope.mapOf(shapes[0])]);
assert.match(site().instruction, /^GetNamedProperty /);
assert.deepStrictEqual([site().line, site().column], [10, 12]);
read(shapes[1]);
read(shapes[2]);
assert.strictEqual(site().state, 'polymorphic');
assert.deepStrictEqual(new Set(site().maps), new Set(shapes.slice(0, 3).map(scope.mapOf)));
read(shapes[3]);
read(shapes[4]);
assert.strictEqual(site().state, 'megamorphic');

const records = scope.history({ kinds: 'ic' }).items.filter((item) => item.function === 'read' && item.scriptUrl === __filename);
assert.deepStrictEqual(records.map(({ newState }) => newState),
                       ['monomorphic', 'polymorphic', 'polymorphic', 'polymorphic', 'megamorphic']);
for (const { icType, property, line, column } of records) {
  assert.deepStrictEqual({ icType, property, line, column }, { icType: 'LoadIC', property: 'x', line: 10, column: 12 });
}
assert.deepStrictEqual(records.map(({ map }) => map), shapes.map(scope.mapOf));
const [{ ics }] = scope.functions({ name: 'read', scriptUrl: __filename });
assert.deepStrictEqual(ics.map(({ state, changes, property }) => [state, changes, property]), [['megamorphic', 5, 'x']]);
assert.deepStrictEqual(scope.icsOf(Math.max), []);
