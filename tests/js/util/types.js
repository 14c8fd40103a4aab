'use strict';

// util.types looks inside, whatever prototypes and tags claim.

require('../common');
const assert = require('assert');
const { types } = require('util');
assert.strictEqual(require('util/types'), types);

const values = {
  isDate: new Date(),
  isRegExp: /x/,
  isMap: new Map(),
  isSet: new Set(),
  isMapIterator: new Map().keys(),
  isSetIterator: new Set().values(),
  isWeakMap: new WeakMap(),
  isWeakSet: new WeakSet(),
  isPromise: Promise.resolve(),
  isProxy: new Proxy({}, {}),
  isNativeError: new Error(),
  isGeneratorFunction: function* () {},
  isGeneratorObject: (function* () {})(),
  isAsyncFunction: async () => {},
  isArgumentsObject: (function() { return arguments; })(),
  isArrayBuffer: new ArrayBuffer(1),
  isSharedArrayBuffer: new SharedArrayBuffer(1),
  isDataView: new DataView(new ArrayBuffer(1)),
  isUint8Array: new Uint8Array(),
  isBigInt64Array: new BigInt64Array(),
  isNumberObject: Object(1),
  isStringObject: Object('s'),
  isBooleanObject: Object(true),
  isBigIntObject: Object(1n),
  isSymbolObject: Object(Symbol()),
};
const alike = {
  isUint8Array: ['isTypedArray', 'isArrayBufferView'],
  isBigInt64Array: ['isTypedArray', 'isArrayBufferView'],
  isDataView: ['isArrayBufferView'],
  isArrayBuffer: ['isAnyArrayBuffer'],
  isSharedArrayBuffer: ['isAnyArrayBuffer'],
};
for (const name of Object.keys(values)) {
  const expected = new Set([name, ...(alike[name] ?? [])]);
  if (name.endsWith('Object') && !/Arguments|Generator/.test(name)) expected.add('isBoxedPrimitive');
  for (const check of Object.keys(types)) assert.strictEqual(types[check](values[name]), expected.has(check), `${check} of ${name}`);
}
assert.strictEqual(types.isDate(Object.create(Date.prototype)), false);
assert.strictEqual(types.isMap({ [Symbol.toStringTag]: 'Map' }), false);
assert.strictEqual(types.isDate(), false);
