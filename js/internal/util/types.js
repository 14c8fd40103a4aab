'use strict';

// What a value is inside, whatever its prototype or Symbol.toStringTag claim.

const { isView } = ArrayBuffer;
const binding = internalBinding('types');

// Undefined for everything but typed arrays; cannot be fooled.
const typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const tagOf = Function.prototype.call.bind(typedArrayTag);

const types = {
  ...binding,
  isArrayBufferView: isView,
  isTypedArray: (value) => tagOf(value) !== undefined,
  isUint8Array: (value) => tagOf(value) === 'Uint8Array',
  isUint8ClampedArray: (value) => tagOf(value) === 'Uint8ClampedArray',
  isUint16Array: (value) => tagOf(value) === 'Uint16Array',
  isUint32Array: (value) => tagOf(value) === 'Uint32Array',
  isInt8Array: (value) => tagOf(value) === 'Int8Array',
  isInt16Array: (value) => tagOf(value) === 'Int16Array',
  isInt32Array: (value) => tagOf(value) === 'Int32Array',
  isFloat16Array: (value) => tagOf(value) === 'Float16Array',
  isFloat32Array: (value) => tagOf(value) === 'Float32Array',
  isFloat64Array: (value) => tagOf(value) === 'Float64Array',
  isBigInt64Array: (value) => tagOf(value) === 'BigInt64Array',
  isBigUint64Array: (value) => tagOf(value) === 'BigUint64Array',
};

const keyTypes = require('internal/util/key_types');
for (const name of ['isKeyObject', 'isCryptoKey']) {
  Object.defineProperty(types, name, {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: (value) => keyTypes[name](value),
  });
}

module.exports = types;
