'use strict';

const { measure, until } = require('./common.js');

measure('nextTick', 200000, (ops) => until((done) => {
  let left = ops;
  const tick = () => {
    if (--left === 0) done();
    else process.nextTick(tick);
  };
  process.nextTick(tick);
}));
