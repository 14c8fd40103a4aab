'use strict';

const { measure, keep } = require('./common.js');

const value = {
  id: 5, name: 'a name of some length', tags: ['x', 'y', 'z'], nested: { list: [1, 2.5, null, true], date: new Date(0) },
  map: new Map([['a', 1], ['b', { c: 2 }]]), bytes: new Uint8Array(64),
};

measure('structuredClone', 10000, (ops) => {
  for (let i = 0; i < ops; i++) keep(structuredClone(value).id);
});
