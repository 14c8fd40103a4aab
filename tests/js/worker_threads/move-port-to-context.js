'use strict';

// A port given to another vm context speaks that context's objects and errors.

const assert = require('assert');
const vm = require('vm');
const { MessageChannel, MessagePort, moveMessagePortToContext } = require('worker_threads');

const context = vm.createContext({ assert });
const { port1, port2 } = new MessageChannel();
context.port = moveMessagePortToContext(port1, context);
assert.ok(!(context.port instanceof MessagePort));
assert.throws(() => moveMessagePortToContext({}, context), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => moveMessagePortToContext(port2, {}), { code: 'ERR_INVALID_ARG_TYPE' });
vm.runInContext(`
  port.onmessage = ({ data, ports }) => {
    assert.ok(data instanceof Object && ports instanceof Array);
    port.postMessage({ got: data });
  };
  port.start();
  try {
    port.postMessage(() => {});
    assert.fail('a function was cloned');
  } catch (error) {
    assert.ok(error instanceof Error);
    assert.strictEqual(error.name, 'DataCloneError');
  }`, context);
let received;
port2.on('message', (message) => {
  received = message;
  port2.close();
});
port2.postMessage({ a: 1 });
process.on('exit', () => assert.deepStrictEqual(received, { got: { a: 1 } }));
