'use strict';

// Where small Buffers come from, and what is in them.

const scope = require('isoscope');

const { bytes, refute } = scope.parameters({ bytes: 64, refute: false });
const make = refute ? (size) => Buffer.alloc(size) : (size) => Buffer.allocUnsafe(size);

const first = make(bytes);
const second = make(bytes);

// Text of one owner, freed, and what a new Buffer shows of it: the pool is filled with it, dropped, and asked again.
const secret = Buffer.from(first.buffer);
secret.fill('secret ');
const leaked = make(bytes).toString('latin1');

console.log(`two Buffers of ${bytes} bytes ${first.buffer === second.buffer ? 'share' : 'do not share'} memory of ${first.buffer.byteLength} bytes`);
console.log(`a new one holds ${JSON.stringify(leaked.slice(0, 20))}`);
scope.expect('small unsafe Buffers share one block', first.buffer === second.buffer, { bytes: first.buffer.byteLength });
scope.expect('the block is the pool', first.buffer.byteLength === Buffer.poolSize, { poolSize: Buffer.poolSize });
scope.expect('a new one shows what was there before', leaked.includes('secret'), { leaked: leaked.slice(0, 20) });
scope.expect('alloc gives zeros of its own', Buffer.alloc(bytes).every((byte) => byte === 0) && Buffer.alloc(bytes).buffer.byteLength === bytes);
