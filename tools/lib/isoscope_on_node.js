'use strict';

// What labs find as `isoscope` when tools/truth runs them on Node itself: claims, parameters, and the little that Node can tell of its own.
// A lab that asks for more needs Isoscope: it ends with exit code 77 and the name of what it asked for.

const v8 = require('v8');
const vm = require('vm');

const kNeedsIsoscope = 77;
const expectations = [];

function expect(name, condition, evidence) {
  if (typeof condition !== 'boolean') throw new TypeError('condition must be a boolean');
  if (expectations.length === 0) process.on('exit', verdict);
  expectations.push({ name, ok: condition });
  process.stdout.write(`${condition ? 'ok    ' : 'FAILED'} ${name}${evidence === undefined ? '' : ` ${JSON.stringify(evidence)}`}\n`);
  return condition;
}

function verdict(code) {
  if (code === kNeedsIsoscope) return;
  const failed = expectations.filter(({ ok }) => !ok).length;
  process.stdout.write(failed === 0 ? `verdict: ok, ${expectations.length} of ${expectations.length} expectations hold\n` :
    `verdict: FAILED, ${failed} of ${expectations.length} expectations do not hold\n`);
  if (failed !== 0 && code === 0) process.exitCode = 1;
}

function parameters(defaults) {
  const found = { ...defaults };
  for (const word of process.argv.slice(2)) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(word);
    found[name] = typeof defaults[name] === 'boolean' ? value !== 'false' : typeof defaults[name] === 'number' ? Number(value) : value;
  }
  return found;
}

let collect;
function gc(kind = 'major') {
  if (collect === undefined) {
    v8.setFlagsFromString('--expose-gc');
    collect = vm.runInNewContext('gc');
  }
  if (kind === 'minor') collect({ type: 'minor' });
  else collect();
}

function heapSpaces() {
  return v8.getHeapSpaceStatistics().map((space) => ({ name: space.space_name, usedBytes: space.space_used_size, sizeBytes: space.space_size }));
}

module.exports = new Proxy({ expect, parameters, gc, heapSpaces, mark() {} }, {
  get(known, name) {
    if (name in known || typeof name === 'symbol' || name === 'default' || name === '__esModule') return known[name];
    process.stderr.write(`needs Isoscope: scope.${name}\n`);
    process.exit(kNeedsIsoscope);
  },
});
