'use strict';

require('../common');
const assert = require('assert');

const holds = (a, b) => assert.partialDeepStrictEqual(a, b);
const fails = (a, b) => assert.throws(() => assert.partialDeepStrictEqual(a, b), { operator: 'partialDeepStrictEqual' });

holds({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } });
fails({ a: 1 }, { a: 1, b: 2 });
holds([1, 2, 3], [1, 3]);
fails([1, 2, 3], [3, 1]);
holds(new Set([1, { a: 1, b: 2 }]), new Set([{ a: 1 }]));
holds(new Map([['k', { a: 1, b: 2 }], ['l', 1]]), new Map([['k', { a: 1 }]]));
fails(new Map([['k', 1]]), new Map([['k', 2]]));
holds(new Uint8Array([1, 2, 3]), new Uint8Array([1, 3]));
fails({ a: 1 }, { a: '1' });
