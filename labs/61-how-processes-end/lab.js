'use strict';

// Children that end in different ways, and what the parent is told.

const scope = require('isoscope');
const { spawn } = require('child_process');

const { refute } = scope.parameters({ refute: false });

function run(program, args = []) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args, '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', () => child.kill('SIGKILL'));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

const programs = {
  'process.exit(7)': [{ code: 7, signal: null }, 'process.exit(7)'],
  'an unhandled rejection': [{ code: 1, signal: null }, 'Promise.reject(new Error("no"))'],
  'an uncaught error': [{ code: 1, signal: null }, 'throw new Error("no")'],
  'killed': [{ code: null, signal: 'SIGKILL' }, refute ? 'process.exit(0)' : 'console.log("kill me"); setInterval(() => {}, 1000)'],
  'a full heap': [{ code: null, signal: 'SIGABRT' }, 'const all = []; for (;;) all.push(new Array(1e5).fill({}))', ['--max-old-space-size=30']],
  'nothing left to do': [{ code: 0, signal: null }, 'setTimeout(() => {}, 10)'],
};

(async () => {
  for (const [name, [wanted, program, args]] of Object.entries(programs)) {
    const ended = await run(program, args);
    console.log(`${name.padEnd(24)} code ${ended.code}, signal ${ended.signal}`);
    scope.expect(`${name}: code ${wanted.code}, signal ${wanted.signal}`, ended.code === wanted.code && ended.signal === wanted.signal, ended);
  }
})();
