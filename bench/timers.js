'use strict';

const { measure, until } = require('./common.js');

async function main() {
  await measure('setTimeout', 50000, (ops) => until((done) => {
    let left = ops;
    const fire = () => { if (--left === 0) done(); };
    for (let i = 0; i < ops; i++) setTimeout(fire, 1);
  }));
  await measure('setTimeout + clearTimeout', 100000, (ops) => {
    const nothing = () => {};
    for (let i = 0; i < ops; i += 100) {
      const timers = [];
      for (let j = 0; j < 100; j++) timers.push(setTimeout(nothing, 1000 + j));
      for (const timer of timers) clearTimeout(timer);
    }
  });
}

main();
