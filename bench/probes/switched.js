'use strict';

// What observing costs, where the machine is busy: one process that switches kinds on and off, in many short turns, and takes the CPU time of all its
// threads for an operation. What changes from one process or minute to the next, as memory's layout, is the same on both sides.
//
//   isoscope --expose-internals bench/probes/switched.js WORK OPERATIONS ROUNDS none KINDS...
//
// KINDS: default, or kinds with commas, as pool,gc. The first one named is what the others are compared with.

const fs = require('fs');
const { internalBinding } = require('internal/test/binding');
const { scratchFile } = require('../common.js');

const scope = internalBinding('scope');
const kInFlight = 8;

const works = {
  await: async (ops) => {
    for (let i = 0; i < ops; i++) await i;
  },
  setImmediate: (ops) => new Promise((resolve) => {
    let left = ops;
    const immediate = () => {
      if (--left === 0) resolve();
      else if (left >= 10) setImmediate(immediate);
    };
    for (let i = 0; i < 10; i++) setImmediate(immediate);
  }),
  readFile: (ops, file) => new Promise((resolve, reject) => {
    let started = 0;
    let left = ops;
    const read = () => {
      if (started++ < ops) fs.readFile(file, after);
    };
    const after = (error) => {
      if (error) reject(error);
      else if (--left === 0) resolve();
      else read();
    };
    for (let i = 0; i < kInFlight; i++) read();
  }),
};

function maskOf(kinds) {
  return kinds.split(',').reduce((mask, kind) => {
    if (kind === 'none') return mask;
    if (kind === 'default') return mask | scope.kDefaultKinds;
    if (!scope.kinds.includes(kind)) throw new Error(`${kind} is no kind`);
    return mask | (1 << scope.kinds.indexOf(kind));
  }, 0);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

// The median and its 95 % interval (bootstrap).
function interval(values) {
  const medians = Array.from({ length: 1000 }, () => median(values.map(() => values[Math.floor(Math.random() * values.length)])));
  medians.sort((a, b) => a - b);
  return [median(values), medians[25], medians[975]];
}

async function main(name, ops, rounds, ...sets) {
  const work = works[name];
  const file = scratchFile(1024);
  const masks = sets.map(maskOf);
  const times = sets.map(() => []);
  scope.start();
  await work(ops * 2, file);
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < masks.length; i++) {
      const which = round % 2 === 0 ? i : masks.length - 1 - i;
      scope.watch(masks[which]);
      await work(Math.ceil(ops / 5), file);
      const before = process.cpuUsage();
      await work(ops, file);
      const { user, system } = process.cpuUsage(before);
      times[which].push((user + system) * 1000 / ops);
    }
  }
  scope.watch(0);
  for (let i = 0; i < sets.length; i++) {
    const [ratio, low, high] = interval(times[i].map((time, round) => time / times[0][round])).map((value) => value.toFixed(3));
    console.log(`${name}, ${sets[i]}: ${median(times[i]).toFixed(0)} ns, ratio ${ratio} [${low} .. ${high}], ${rounds} rounds`);
  }
}

const [name, ops, rounds, ...sets] = process.argv.slice(2);
if (works[name] === undefined || !(ops > 0) || !(rounds > 0) || sets.length === 0) {
  console.error(`usage: switched.js ${Object.keys(works).join('|')} OPERATIONS ROUNDS none KINDS...`);
  process.exitCode = 2;
} else {
  main(name, Number(ops), Number(rounds), ...sets);
}
