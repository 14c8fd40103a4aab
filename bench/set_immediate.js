'use strict';

const { measure, until } = require('./common.js');

// Ten at a time: each turn of the loop runs a queue, as in a server.
measure('setImmediate', 100000, (ops) => until((done) => {
  let left = ops;
  const immediate = () => {
    if (--left === 0) done();
    else if (left >= 10) setImmediate(immediate);
  };
  for (let i = 0; i < 10; i++) setImmediate(immediate);
}));
