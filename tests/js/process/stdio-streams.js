'use strict';
const assert = require('assert');

for (const [name, fd] of [['stdin', 0], ['stdout', 1], ['stderr', 2]]) {
  assert.strictEqual(process[name].fd, fd);
  assert.strictEqual(process[name], process[name]);
  assert.strictEqual(Object.getOwnPropertyDescriptor(process, name).set, undefined);
}
let written = 0;
process.stdout.write('text\n', () => { written++; });
process.stdout.write(Buffer.from('bytes\n'));
process.stderr.write('');
process.stdout.end;
process.stdin.pause?.();
process.on('exit', () => assert.strictEqual(written, 1));
