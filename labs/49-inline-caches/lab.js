'use strict';

// One access, and objects of more and more shapes.

const scope = require('isoscope');

const { shapes, refute } = scope.parameters({ shapes: 6, refute: false });

function read(object) {
  return object.value;
}

function make(shape) {
  const object = {};
  if (!refute) object[`own${shape}`] = shape;  // A property of its own: a shape of its own.
  object.value = shape;
  return object;
}

const states = [];
for (let shape = 1; shape <= shapes; shape++) {
  const object = make(shape);
  for (let i = 0; i < 100; i++) read(object);
  const slot = scope.icsOf(read).find((ic) => ic.kind.startsWith('Load'));
  states.push(slot.state);
  console.log(`${shape} shape(s): ${slot.state.padEnd(12)} ${slot.maps.length} maps remembered, line ${slot.line}, column ${slot.column}`);
}

scope.expect('one shape: monomorphic', states[0] === 'monomorphic', { states });
scope.expect('two to four: polymorphic', states.slice(1, 4).every((state) => state === 'polymorphic'), { states });
scope.expect('five and more: megamorphic', states.slice(4).every((state) => state === 'megamorphic'), { states });
