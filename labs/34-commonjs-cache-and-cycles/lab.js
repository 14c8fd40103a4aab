'use strict';

// A module required twice, and two that require each other.

const scope = require('isoscope');

const { refute } = scope.parameters({ refute: false });

globalThis.executions = 0;
const first = require('./counted.js');
if (refute) delete require.cache[require.resolve('./counted.js')];
const second = require('./../34-commonjs-cache-and-cycles/counted.js');
console.log(`counted.js ran ${globalThis.executions} time(s)`);
scope.expect('the file ran once', globalThis.executions === 1, { executions: globalThis.executions });
scope.expect('both requires got the same object', first === second);
scope.expect('it is in the cache under its real path', require.cache[require.resolve('./counted.js')]?.exports === second);

const a = require('./a.js');
const { seenOfA } = require('./b.js');
console.log(`b.js saw of a.js: ${JSON.stringify(seenOfA)}; in the end a.js has ${JSON.stringify(Object.keys(a))}`);
scope.expect('in the cycle b.js saw only what a.js had exported so far', seenOfA.join() === 'early', { seenOfA });
scope.expect('afterwards a.js is whole', 'late' in a && a.late === 'b is done', { late: a.late });
