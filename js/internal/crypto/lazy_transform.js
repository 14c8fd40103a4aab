'use strict';

// A Transform whose stream machinery is built when somebody first uses it as a stream: most hashes never are.

const { Transform } = require('stream');

function LazyTransform(options) {
  this._options = options;
}
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

const kStates = ['_readableState', '_writableState'];

// The getters shadow what the constructor assigns, so plain values take their place first.
function build(self) {
  for (const name of kStates) {
    Object.defineProperty(self, name, { value: undefined, writable: true, enumerable: true, configurable: true });
  }
  Reflect.apply(Transform, self, [self._options]);
  // Digests come out as bytes, whatever strings went in as.
  self._writableState.decodeStrings = false;
}

for (const name of kStates) {
  Object.defineProperty(LazyTransform.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      if (this === LazyTransform.prototype || !Object.hasOwn(this, '_options')) return undefined;
      build(this);
      return this[name];
    },
    set(value) {
      Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
    },
  });
}

module.exports = LazyTransform;
