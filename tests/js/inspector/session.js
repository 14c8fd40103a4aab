'use strict';

// node:inspector's Session with the program itself.

const assert = require('assert');
const inspector = require('inspector');
const promises = require('inspector/promises');

const session = new inspector.Session();
assert.throws(() => session.post('Runtime.enable'), { code: 'ERR_INSPECTOR_NOT_CONNECTED' });
session.connect();
assert.throws(() => session.connect(), { code: 'ERR_INSPECTOR_ALREADY_CONNECTED' });
assert.throws(() => session.connectToMainThread(), { code: 'ERR_INSPECTOR_NOT_WORKER' });
let answered = 0;
session.post('Runtime.evaluate', { expression: '1 + 1' }, (error, { result }) => {
  assert.strictEqual(error, null);
  assert.strictEqual(result.value, 2);
  answered++;
});
session.post('No.such', (error) => {
  assert.strictEqual(error.code, 'ERR_INSPECTOR_COMMAND');
  assert.match(error.message, /^Inspector error -32601: /);
  answered++;
});
assert.strictEqual(answered, 2);  // At once.

// Its own pauses do not hang the program.
const stops = [];
session.on('Debugger.paused', ({ params: { callFrames: [top] } }) => stops.push(top.functionName));
session.post('Debugger.enable');
(function pausing() { debugger; })();
assert.deepStrictEqual(stops, ['pausing']);
session.post('Debugger.disable');

let closed;
session.post('Runtime.evaluate', { expression: 'new Promise(() => {})', awaitPromise: true }, (error) => { closed = error; });
session.disconnect();
process.nextTick(() => assert.strictEqual(closed.code, 'ERR_INSPECTOR_CLOSED'));

const later = new promises.Session();
later.connect();
later.post('Runtime.evaluate', { expression: 'Promise.resolve(7)', awaitPromise: true }).then(({ result }) => assert.strictEqual(result.value, 7));
assert.rejects(later.post('No.such'), { code: 'ERR_INSPECTOR_COMMAND' }).then(() => later.disconnect());

assert.strictEqual(inspector.url(), undefined);
assert.throws(() => inspector.waitForDebugger(), { code: 'ERR_INSPECTOR_NOT_ACTIVE' });
