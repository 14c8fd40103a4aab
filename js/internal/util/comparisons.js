'use strict';

// Deep equality: loose (==), strict (Object.is and the same classes), strict without prototypes, and partial (the second value's properties
// are among the first's).

const types = require('internal/util/types');
const { isError } = require('internal/util');
const collections = require('internal/util/comparisons/collections');
const { areEqualBuffers, areEqualViews, isPartialBytes } = require('internal/util/comparisons/bytes');
const { constants: { ONLY_ENUMERABLE, SKIP_SYMBOLS }, getOwnNonIndexProperties } = internalBinding('util');

const { kLoose, kPartial, kStrict, kStrictWithoutPrototypes } = collections;

const { call } = Function.prototype;
const isEnumerable = call.bind(Object.prototype.propertyIsEnumerable);
const tagOf = call.bind(Object.prototype.toString);
const dateGetTime = call.bind(Date.prototype.getTime);
const typedArrayTag = call.bind(Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get);

// Beyond this depth a comparison starts over, looking out for cycles: hardly any value has one.
const kCycleSuspicion = 1000;
const kTooDeep = Symbol('kTooDeep');

const kWellKnown = new Set([
  Array, ArrayBuffer, BigInt, BigInt64Array, BigUint64Array, Boolean, DataView, Date, Error, Float32Array, Float64Array, Function, Int16Array,
  Int32Array, Int8Array, Map, Number, Object, Promise, RegExp, Set, String, Symbol, Uint16Array, Uint32Array, Uint8Array, Uint8ClampedArray,
  WeakMap, WeakSet,
]);

function isSameClass(a, b) {
  const { constructor } = a;
  if (kWellKnown.has(constructor) || (constructor !== undefined && !Object.hasOwn(a, 'constructor'))) return constructor === b.constructor;
  return Object.getPrototypeOf(a) === Object.getPrototypeOf(b);
}

const kBoxed = [
  [types.isNumberObject, call.bind(Number.prototype.valueOf)],
  [types.isStringObject, call.bind(String.prototype.valueOf)],
  [types.isBooleanObject, call.bind(Boolean.prototype.valueOf)],
  [types.isBigIntObject, call.bind(BigInt.prototype.valueOf)],
  [types.isSymbolObject, call.bind(Symbol.prototype.valueOf)],
];
function areEqualBoxed(a, b) {
  const { 0: isType, 1: valueOf } = kBoxed.find((entry) => entry[0](a));
  return isType(b) && Object.is(valueOf(a), valueOf(b));
}

function isUrl(value) {
  return typeof value.href === 'string' && typeof value.protocol === 'string' && value instanceof require('internal/url').URL;
}

// What none of the kinds that compare() knows may be equal to.
function isOfKnownKind(value) {
  return Array.isArray(value) || types.isArrayBufferView(value) || types.isSet(value) || types.isMap(value) || types.isDate(value) ||
    types.isRegExp(value) || types.isAnyArrayBuffer(value) || types.isBoxedPrimitive(value) || isError(value);
}

class Comparison {
  constructor(mode, tracksCycles) {
    this.mode = mode;
    this.depth = 0;
    this.path = tracksCycles ? new Set() : null;  // The objects of both sides that are being compared.
  }

  equal(a, b) {
    if (a === b) return a !== 0 || Object.is(a, b) || this.mode === kLoose;
    const isObjectA = typeof a === 'object' && a !== null;
    const isObjectB = typeof b === 'object' && b !== null;
    if (isObjectA && isObjectB) return this.equalObjects(a, b);
    if (this.mode !== kLoose) return typeof a === 'number' && a !== a && b !== b;
    if (isObjectA || isObjectB) return false;
    return a == b || (a !== a && b !== b);  // eslint-disable-line eqeqeq
  }

  equalObjects(a, b) {
    if (this.mode === kStrict && !isSameClass(a, b)) return false;
    const tag = tagOf(a);
    if (tag !== tagOf(b)) return false;
    if (Array.isArray(a)) {
      if (!Array.isArray(b) || !this.fits(a.length, b.length)) return false;
      return this.equalIndexed(a, b, b.length === 0 ? undefined : collections.equalArrays);
    }
    if (tag === '[object Object]') return this.equalProperties(a, b);
    if (types.isArrayBufferView(a)) return this.equalViews(a, b) && this.equalIndexed(a, b);
    if (types.isSet(a)) return types.isSet(b) && this.fits(a.size, b.size) && this.equalProperties(a, b, collections.equalSets);
    if (types.isMap(a)) return types.isMap(b) && this.fits(a.size, b.size) && this.equalProperties(a, b, collections.equalMaps);
    return this.equalOthers(a, b) && this.equalProperties(a, b);
  }

  // What these hold beside their properties.
  equalOthers(a, b) {
    if (types.isDate(a)) return types.isDate(b) && dateGetTime(a) === dateGetTime(b);
    if (types.isRegExp(a)) return types.isRegExp(b) && a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;
    if (types.isAnyArrayBuffer(a)) return this.equalBuffers(a, b);
    if (isError(a)) return isError(b) && this.equalErrors(a, b);
    if (types.isBoxedPrimitive(a)) return areEqualBoxed(a, b);
    if (isOfKnownKind(b)) return false;
    if (isUrl(a)) return isUrl(b) && a.href === b.href;
    if (types.isKeyObject(a)) return types.isKeyObject(b) && a.equals(b);
    if (types.isCryptoKey(a)) return types.isCryptoKey(b) && this.equalCryptoKeys(a, b);
    return !types.isWeakMap(a) && !types.isWeakSet(a);
  }

  fits(sizeA, sizeB) {
    return sizeA === sizeB || (this.mode === kPartial && sizeA > sizeB);
  }

  equalViews(a, b) {
    const kind = typedArrayTag(a);
    if (kind !== typedArrayTag(b)) return false;
    if (this.mode === kPartial && a.byteLength !== b.byteLength) {
      const bytes = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      return isPartialBytes(bytes(a), bytes(b));
    }
    if (this.mode !== kLoose || !kind?.startsWith('Float')) return areEqualViews(a, b);
    // Loosely, 0 is -0, which their bytes tell apart.
    return a.length === b.length && a.every((element, i) => element === b[i]);
  }

  equalBuffers(a, b) {
    if (!types.isAnyArrayBuffer(b)) return false;
    if (this.mode === kPartial && a.byteLength !== b.byteLength) return isPartialBytes(new Uint8Array(a), new Uint8Array(b));
    return areEqualBuffers(a, b);
  }

  // Stacks differ; these do not, and are often not enumerable.
  equalErrors(a, b) {
    for (const name of ['message', 'name', 'cause', 'errors']) {
      if (isEnumerable(b, name)) continue;
      if (this.mode === kPartial && (b[name] === undefined || (name === 'message' && b[name] === ''))) continue;
      if (!this.equal(a[name], b[name])) return false;
    }
    const hasCause = Object.hasOwn(b, 'cause');
    return hasCause === Object.hasOwn(a, 'cause') || (this.mode === kPartial && !hasCause);
  }

  equalCryptoKeys(a, b) {
    const parts = (key) => [key.type, key.extractable, key.algorithm, key.usages];
    const { KeyObject } = require('crypto');
    return this.equal(parts(a), parts(b)) && KeyObject.from(a).equals(KeyObject.from(b));
  }

  // -- Properties --------------------------------------------------------------------------------------------------------------------------

  // Elements are compared already or by `content`; what is left are other keys.
  equalIndexed(a, b, content) {
    const filter = this.mode === kLoose ? ONLY_ENUMERABLE | SKIP_SYMBOLS : ONLY_ENUMERABLE;
    const keys = getOwnNonIndexProperties(b, filter);
    if (this.mode !== kPartial && keys.length !== getOwnNonIndexProperties(a, filter).length) return false;
    return this.equalContents(a, b, undefined, keys, content);
  }

  equalProperties(a, b, content) {
    const keys = Object.keys(b);
    let keysA;
    if (this.mode === kPartial) {
      for (const key of Object.getOwnPropertySymbols(b)) {
        if (!isEnumerable(b, key)) continue;
        if (!isEnumerable(a, key)) return false;
        keys.push(key);
      }
    } else {
      keysA = Object.keys(a);
      if (keysA.length !== keys.length) return false;
      if (this.mode !== kLoose && !this.addSymbols(a, b, keys)) return false;
    }
    if (content !== undefined && b.size === 0) content = undefined;
    return this.equalContents(a, b, keysA, keys, content);
  }

  addSymbols(a, b, keys) {
    const symbolsA = Object.getOwnPropertySymbols(a);
    const symbolsB = Object.getOwnPropertySymbols(b);
    if (symbolsA.length === 0 && symbolsB.length === 0) return true;
    let count = 0;
    for (const key of symbolsA) {
      if (!isEnumerable(a, key)) continue;
      if (!isEnumerable(b, key)) return false;
      keys.push(key);
      count++;
    }
    return count === symbolsB.filter((key) => isEnumerable(b, key)).length;
  }

  equalContents(a, b, keysA, keysB, content) {
    if (keysB.length === 0 && content === undefined) return true;
    if (this.path === null) {
      if (++this.depth > kCycleSuspicion) throw kTooDeep;
      const result = this.equalValues(a, b, keysA, keysB, content);
      this.depth--;
      return result;
    }
    // Met again on the way down: equal as far as this goes if both are.
    const seenA = this.path.has(a);
    const seenB = this.path.has(b);
    if (seenA || seenB) return seenA && seenB;
    this.path.add(a);
    this.path.add(b);
    const result = this.equalValues(a, b, keysA, keysB, content);
    this.path.delete(a);
    this.path.delete(b);
    return result;
  }

  equalValues(a, b, keysA, keysB, content) {
    for (let i = 0; i < keysB.length; i++) {
      const key = keysB[i];
      if (keysA?.[i] !== key && !isEnumerable(a, key)) return false;
      if (!this.equal(a[key], b[key])) return false;
    }
    return content === undefined || content(this, a, b);
  }
}

function compare(a, b, mode) {
  try {
    return new Comparison(mode, false).equal(a, b);
  } catch (error) {
    if (error !== kTooDeep) throw error;
    return new Comparison(mode, true).equal(a, b);
  }
}

module.exports = {
  isDeepEqual: (a, b) => compare(a, b, kLoose),
  isDeepStrictEqual: (a, b, skipPrototype) => compare(a, b, skipPrototype ? kStrictWithoutPrototypes : kStrict),
  isPartialStrictEqual: (a, b) => compare(a, b, kPartial),
};
