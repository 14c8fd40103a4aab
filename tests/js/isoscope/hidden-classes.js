// Not-under: gc-stress, which moves hidden classes between a record and the question for its address
'use strict';
// The transition tree: which hidden class was made from which, by what line; sameMap, hasFastProperties, elementsKind.
require('../common');
const assert = require('assert');
const scope = require('isoscope');

assert.throws(() => scope.mapTree(), { code: 'ERR_INVALID_STATE' });
scope.enable('maps');
class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}
const point = new Point(1, 2);
const nodes = new Map(scope.mapTree(100_000).map((node) => [node.id, node]));
const byMap = (map) => [...nodes.values()].find((node) => node.map === map);
const y = byMap(scope.mapOf(point));
assert.deepStrictEqual([y.event, y.property, y.line], ['Transition', 'y', 13]);
const x = nodes.get(y.parent);
assert.deepStrictEqual([x.event, x.property, x.line, x.scriptUrl], ['Transition', 'x', 12, __filename]);
const initial = nodes.get(x.parent);
assert.deepStrictEqual([initial.event, initial.property], ['InitialMap', 'Point']);
const records = scope.history({ kinds: 'map' }).items.filter(({ event, scriptUrl }) => event === 'Transition' && scriptUrl === __filename);
assert.deepStrictEqual(records.slice(0, 2).map(({ property }) => property), ['x', 'y']);

assert.strictEqual(scope.sameMap(point, new Point(3, 4)), true);
assert.strictEqual(scope.sameMap(point, { x: 1, y: 2 }), false);
assert.strictEqual(scope.hasFastProperties(point), true);
delete point.x;
assert.strictEqual(scope.hasFastProperties(point), false);
assert.strictEqual(scope.elementsKind([1, 2]), 'PACKED_SMI_ELEMENTS');
assert.strictEqual(scope.elementsKind([1, 2.5]), 'PACKED_DOUBLE_ELEMENTS');
assert.strictEqual(scope.elementsKind([1, 'a']), 'PACKED_ELEMENTS');
assert.strictEqual(scope.elementsKind([1, , 2]), 'HOLEY_SMI_ELEMENTS');  // eslint-disable-line
const sparse = [];
sparse[1e8] = 1;
assert.strictEqual(scope.elementsKind(sparse), 'DICTIONARY_ELEMENTS');
for (const strange of [new Proxy({}, {}), new Uint8Array(2), Object.create(null), globalThis, new Map(), () => {}, new Proxy([], {})]) {
  scope.elementsKind(strange);
  scope.hasFastProperties(strange);
  assert.strictEqual(scope.sameMap(strange, strange), true);
}
assert.throws(() => scope.sameMap(1, {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => scope.elementsKind('text'), { code: 'ERR_INVALID_ARG_TYPE' });
