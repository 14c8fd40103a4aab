'use strict';

// One text, run as CommonJS and as an ES module.

const scope = require('isoscope');
const { execFileSync } = require('child_process');

const { refute } = scope.parameters({ refute: false });

const lines = `
  Promise.resolve().then(() => console.log('promise'));
  process.nextTick(() => console.log('tick'));
`;
const text = refute ? `setTimeout(() => {${lines}}, 1)` : lines;

function orderAs(type) {
  return execFileSync(process.execPath, [`--input-type=${type}`, '-e', text]).toString().trim().split('\n').join(', ');
}

const commonjs = orderAs('commonjs');
const esm = orderAs('module');
console.log(`CommonJS: ${commonjs}\nES module: ${esm}`);
scope.expect('CommonJS runs the tick first', commonjs === 'tick, promise', { commonjs });
scope.expect('an ES module runs the promise first', esm === 'promise, tick', { esm });
