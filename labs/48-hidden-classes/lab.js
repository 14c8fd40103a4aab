'use strict';

// Points that were built alike, and one that was not.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });
scope.enable('map');

function inOrder(x, y) {
  const point = {};
  point.horizontal = x;  // Names that nobody else uses: their transitions are made here.
  point.vertical = y;
  return point;
}

function otherOrder(x, y) {
  const point = {};
  point.vertical = y;
  point.horizontal = x;
  return point;
}

const first = inOrder(1, 2);
const second = (refute ? otherOrder : inOrder)(3, 4);
const third = otherOrder(5, 6);
const deleted = inOrder(7, 8);
delete deleted.horizontal;

for (const [name, object] of Object.entries({ first, second, 'another order': third, 'after a delete': deleted })) {
  console.log(`${name.padEnd(15)} ${scope.mapOf(object)}`);
}
const tree = scope.mapTree();
const byId = new Map(tree.map((node) => [node.id, node]));
const path = [];
let node = tree.find(({ map }) => map === scope.mapOf(first));
for (; node?.property; node = byId.get(node.parent)) path.unshift(node.property);
console.log(`the way to the first one's map: ${path.join(' -> ')}`);

scope.expect('the same order gives the same hidden class', scope.sameMap(first, second));
scope.expect('another order gives another one', !scope.sameMap(first, third));
scope.expect('the tree of transitions has both properties', path.slice(-2).join() === 'horizontal,vertical', { path });
scope.expect('a deleted property makes a dictionary', scope.hasFastProperties(first) && !scope.hasFastProperties(deleted));
