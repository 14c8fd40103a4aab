'use strict';

const { Suite, Test } = require('internal/test_runner/test');
const { hooks, makeStarter } = require('internal/test_runner/harness');

const test = makeStarter(Test, 'test');
const suite = makeStarter(Suite, 'suite');

module.exports = Object.assign(test, {
  ...hooks,
  describe: suite,
  it: test,
  run(options) { return require('internal/test_runner/runner').run(options); },
  suite,
  test,
});

function lazy(name, load) {
  let value;
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return value ??= load(); },
  });
}

lazy('mock', () => new (require('internal/test_runner/mock/mock').MockTracker)());
lazy('snapshot', () => {
  const { setDefaultSnapshotSerializers, setResolveSnapshotPath } = require('internal/test_runner/snapshot');
  return { __proto__: null, setDefaultSnapshotSerializers, setResolveSnapshotPath };
});
lazy('assert', () => {
  const { register } = require('internal/test_runner/assert');
  return { __proto__: null, register };
});
