'use strict';

// Errors that go from one thread to another: as much of them as can be told, whatever they are. The class survives when it is a built-in one;
// what can't be cloned is described instead.

const { inspect } = require('internal/util/inspect');
const { customInspectSymbol } = require('internal/util');
const { isNativeError } = require('internal/util/types');

const kSerializedError = 0;
const kSerializedObject = 1;
const kInspectedError = 2;
const kInspectedSymbol = 3;
const kCustomInspectedObject = 4;
const kCircularReference = 5;

const kSymbolLength = 'Symbol('.length;

const classes = new Map([Error, RangeError, URIError, TypeError, SyntaxError, ReferenceError, EvalError].map((each) => [each.name, each]));

// Names of the constructors up the prototype chain, the nearest first.
function constructorNames(error) {
  const names = [];
  for (let proto = error; proto !== null; proto = Object.getPrototypeOf(proto)) {
    const constructor = Object.getOwnPropertyDescriptor(proto, 'constructor');
    const name = constructor?.value?.name;
    if (typeof name === 'string' && name !== '') names.push(name);
  }
  return names;
}

// Own properties, and those of prototypes below Error.prototype's, as values.
function propertiesOf(error, seen) {
  const properties = {};
  for (let proto = error; proto !== null && proto !== Error.prototype && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
    for (const key of Object.getOwnPropertyNames(proto)) {
      if (key === 'constructor' || key === '__proto__' || Object.hasOwn(properties, key) || key === 'domain' || key === 'domainEmitter') continue;
      const descriptor = Object.getOwnPropertyDescriptor(proto, key);
      let value;
      try {
        value = error[key];
      } catch {
        continue;  // A getter that throws has nothing to tell.
      }
      if (typeof value === 'function') continue;
      if (key === 'cause') value = { nested: serializeError(value, seen) };
      else if (key === 'errors' && Array.isArray(value)) value = { nestedList: value.map((each) => serializeError(each, seen)) };
      else if (!canClone(value)) continue;
      properties[key] = { value, enumerable: descriptor.enumerable };
    }
  }
  return properties;
}

function canClone(value) {
  try {
    internalBinding('messaging').structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

function bytes(kind, text) {
  return { kind, data: text };
}

function serializeNative(error, seen) {
  const names = constructorNames(error);
  const name = names.find((each) => classes.has(each));
  if (name === undefined) return undefined;
  // Read first: formatting the stack may run the user's code.
  void error.stack;
  return { kind: kSerializedError, constructor: name, properties: propertiesOf(error, seen) };
}

function serializeError(error, seen = new Set()) {
  if (typeof error === 'symbol') return bytes(kInspectedSymbol, inspect(error));
  try {
    if (typeof error === 'object' && error !== null) {
      if (seen.has(error)) return { kind: kCircularReference };
      seen.add(error);
      if (isNativeError(error) || error instanceof Error) {
        const serialized = serializeNative(error, seen);
        if (serialized !== undefined) return serialized;
      }
    }
  } catch {
    // It does not want to be looked at: as plain data then.
  } finally {
    seen.delete(error);
  }
  try {
    if (error !== null && error !== undefined && typeof error[customInspectSymbol] === 'function') {
      return bytes(kCustomInspectedObject, inspect(error));
    }
  } catch {
    // The same for its inspect method.
  }
  if (canClone(error)) return { kind: kSerializedObject, value: error };
  return bytes(kInspectedError, inspect(error));
}

function deserializeError(serialized) {
  switch (serialized.kind) {
    case kSerializedError: {
      const Class = classes.get(serialized.constructor);
      const real = realError(Class);
      for (const key of Object.keys(serialized.properties)) {
        const { value, enumerable } = serialized.properties[key];
        Object.defineProperty(real, key, { __proto__: null, value: nestedValue(key, value), enumerable, writable: true, configurable: true });
      }
      return real;
    }
    case kSerializedObject:
      return serialized.value;
    case kInspectedError:
      return serialized.data;
    case kInspectedSymbol:
      return Symbol(serialized.data.slice(kSymbolLength, -1));
    case kCustomInspectedObject:
      return { [customInspectSymbol]: () => serialized.data };
    case kCircularReference:
      return { [customInspectSymbol]: () => '[Circular object]' };
    default:
      throw new Error(`Unknown kind of serialized error: ${serialized.kind}`);
  }
}

function nestedValue(key, value) {
  if (key === 'cause' && value?.nested !== undefined) return deserializeError(value.nested);
  if (key === 'errors' && value?.nestedList !== undefined) return value.nestedList.map(deserializeError);
  return value;
}

// An error made without the stack of this place.
function realError(Class) {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = new Class();
  Error.stackTraceLimit = limit;
  for (const key of Object.getOwnPropertyNames(error)) delete error[key];
  return error;
}

module.exports = { serializeError, deserializeError };
