'use strict';

// Not-under: gc-stress, because format() lasts longer there than what was sent waits at most.

// What a debugger evaluates in a busy program runs between two instructions of the program's own code, not of a builtin's, which may be amid a
// change: a timer that is set while a list of timers ends would be lost.

const assert = require('assert');
const { attach } = require('../common/debuggee');

const kBusy = `
  const { format } = require('util');
  const list = Array.from({ length: 50 }, (_, i) => ({ i }));
  setTimeout(function busy() { for (globalThis.turns = 0; ; globalThis.turns++) { format('%o', list); let sum = 0; while (sum < 1e5) sum++; } }, 1)`;

(async () => {
  const { debuggee, client } = await attach(['--inspect=0', '-e', kBusy]);
  while (!(await client.value('globalThis.turns') > 2));
  for (let i = 0; i < 100; i++) {
    const [, , under] = (await client.value('new Error().stack')).split('\n');
    assert.match(under, /^ {4}at (?:Timeout\.)?busy /);
  }
  debuggee.child.kill();
})();
