'use strict';

// A thousand slices of ten megabytes.

const scope = require('isoscope');

const { slices, megabytes, refute } = scope.parameters({ slices: 1000, megabytes: 10, refute: false });

const whole = Buffer.alloc(megabytes << 20);
scope.gc('major');
const before = process.memoryUsage().arrayBuffers;
const parts = [];
for (let i = 0; i < slices; i++) {
  const part = whole.subarray(i, i + 100_000);
  parts.push(refute ? Buffer.from(part) : part);
}
const grown = process.memoryUsage().arrayBuffers - before;

parts[0][5] = 42;
const seen = whole[5];
console.log(`${slices} slices of 100 KB took ${grown} bytes; a write through the first is ${seen === 42 ? 'seen' : 'not seen'} in the whole`);
scope.expect('slices take no memory for their data', grown < 100_000, { grown });
scope.expect('a write through one is seen in the whole', seen === 42, { seen });
scope.expect('and through the others', parts[1][4] === 42, { seen: parts[1][4] });
scope.expect('they share one ArrayBuffer', parts.every((part) => part.buffer === whole.buffer));
scope.expect('Buffer.from() of a Buffer copies', Buffer.from(whole.subarray(0, 10)).buffer !== whole.buffer);
