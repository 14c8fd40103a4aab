'use strict';

// A WebAssembly function's code, as V8's own log tells of it.

const scope = require('isoscope');
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const { calls, refute } = scope.parameters({ calls: 20_000, refute: false });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasm-tiers-'));
const runs = refute ? 1 : calls;

// V8 writes its log as it goes. Lines: code-creation,TYPE,KIND,TIME,ADDRESS,SIZE,NAME,INSTANCE,MARKER; "*" marks TurboFan's code, none Liftoff's.
function run(flags, patience) {
  const log = path.join(folder, 'v8.log');
  const program = path.join(__dirname, 'module.js');
  const answer = execFileSync(process.execPath,
    [...flags, '--log-code', `--logfile=${log}`, '--no-logfile-per-isolate', program, `${runs}`, log, `${patience}`]);
  const lines = fs.readFileSync(log, 'latin1').split('\n').map((line) => line.split(','));
  const code = lines.filter((cells) => cells[0] === 'code-creation' && cells[6]?.startsWith('wasm-function[0]'))
    .map((cells) => ({ tier: cells.at(-1) === '*' ? 'TurboFan' : 'Liftoff', bytes: Number(cells[5]) }));
  const interpreted = lines.filter((cells) => cells[0] === 'code-creation' && /wasm-function/.test(cells[6]) && /^[~^+]/.test(cells.at(-1))).length;
  return { answer: Number(answer), code, interpreted };
}

const hot = run([], refute ? 200 : 10_000);
const liftoffOnly = run(['--liftoff-only'], 200);
const eager = run(['--no-liftoff', '--no-wasm-lazy-compilation'], 0);
fs.rmSync(folder, { recursive: true });

const say = ({ code }) => code.map(({ tier, bytes }) => `${tier} (${bytes} bytes)`).join(', then ');
console.log(`as it is:          ${say(hot)}`);
console.log(`--liftoff-only:    ${say(liftoffOnly)}`);
console.log(`--no-liftoff:      ${say(eager)}`);

const tiers = ({ code }) => code.map(({ tier }) => tier).join();
scope.expect('the first code of the function is Liftoff\'s', hot.code[0]?.tier === 'Liftoff', { tiers: tiers(hot) });
scope.expect('hot, it got TurboFan\'s code once', tiers(hot) === 'Liftoff,TurboFan', { tiers: tiers(hot) });
scope.expect('under --liftoff-only it stays Liftoff\'s', tiers(liftoffOnly) === 'Liftoff', { tiers: tiers(liftoffOnly) });
scope.expect('under --no-liftoff it is TurboFan\'s from the start', tiers(eager) === 'TurboFan', { tiers: tiers(eager) });
scope.expect('there was no bytecode of V8\'s, no baseline and no Maglev code of it', hot.interpreted === 0, { interpreted: hot.interpreted });
scope.expect('all three computed the same', hot.answer === runs * 500_500 && liftoffOnly.answer === hot.answer && eager.answer === hot.answer,
             { answer: hot.answer });
