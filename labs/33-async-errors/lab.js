'use strict';

// Three errors that a try block does not catch, and who hears of them.

const scope = require('isoscope');
const EventEmitter = require('events');
const fs = require('fs');

const { refute } = scope.parameters({ refute: false });

const heard = [];
process.on('uncaughtException', (error, origin) => heard.push(`${origin}: ${error.message}`));
process.on('unhandledRejection', (error) => heard.push(`unhandledRejection: ${error.message}`));

(async () => {
  try {
    if (refute) {
      await fs.promises.readFile('/does/not/exist');
    } else {
      fs.stat(__filename, () => { throw new Error('from a callback'); });
    }
  } catch (error) {
    heard.push(`try: ${error.code}`);
  }
  setTimeout(() => {
    try {
      new EventEmitter().emit('error', new Error('from an emitter'));
    } catch (error) {
      heard.push(`emit threw: ${error.message}`);
    }
    Promise.reject(new Error('from a promise'));
    Promise.resolve().then(() => heard.push('microtask'));
    process.nextTick(() => heard.push('tick'));
    setImmediate(() => {
      heard.push('immediate');
      console.log(heard.join('\n'));
      scope.expect('the try block did not catch the callback\'s error', heard[0] === 'uncaughtException: from a callback', { first: heard[0] });
      scope.expect('an error event without a listener is thrown by emit()', heard[1] === 'emit threw: from an emitter', { second: heard[1] });
      scope.expect('the rejection was reported after ticks and microtasks, before the next phase',
                   heard.slice(2).join() === 'tick,microtask,unhandledRejection: from a promise,immediate', { rest: heard.slice(2) });
    });
  }, 20);
})();
