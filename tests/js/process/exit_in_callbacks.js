'use strict';

// process.exit() ends at once from inside any callback, after the 'exit' listeners in their order.
const assert = require('assert');
const { spawnSync } = require('child_process');

const end = "process.exit(3); console.log('not reached')";
const places = {
  'nextTick': `process.nextTick(() => { ${end} })`,
  'microtask': `queueMicrotask(() => { ${end} })`,
  'promise': `Promise.reject(1).catch(() => { ${end} })`,
  'immediate': `setImmediate(() => { ${end} })`,
  'socket': `const net = require('net'); const s = net.createServer(() => { ${end} });
    s.listen(0, '127.0.0.1', () => net.connect(s.address().port, '127.0.0.1'))`,
  'child': `require('child_process').execFile('true', () => { ${end} })`,
  'signal': `process.on('SIGUSR2', () => { ${end} }); process.kill(process.pid, 'SIGUSR2'); setInterval(() => {}, 1000)`,
  'uncaught': `process.on('uncaughtException', () => { ${end} }); throw new Error()`,
  'exit': `process.on('exit', () => { ${end} })`,
  'getter': `({ get a() { ${end} } }).a`,
};
for (const [name, script] of Object.entries(places)) {
  const code = `process.on('exit', (code) => console.log('one', code)); process.on('exit', (code) => console.log('two', code)); ${script}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  const seen = name === 'exit' ? 0 : 3;
  assert.deepStrictEqual([status, stdout, stderr], [3, `one ${seen}\ntwo ${seen}\n`, ''], name);
}
