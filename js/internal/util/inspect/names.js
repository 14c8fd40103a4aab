'use strict';

// What a value calls itself: the name of its constructor, found without running user code where possible, and the text in front of braces.

const { getConstructorName: internalConstructorName } = internalBinding('util');
const { hasOwn } = Object;
const hasInstance = Function.prototype.call.bind(Function.prototype[Symbol.hasInstance]);

// The classes of the language: their prototypes' properties are not shown with showHidden. A list, since globalThis grows with the host.
const kBuiltInNames = new Set(
  ('Object Function Array Number Infinity NaN Boolean String Symbol Date Promise RegExp Error AggregateError EvalError RangeError ' +
  'ReferenceError SyntaxError TypeError URIError JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array ' +
  'Uint32Array Int32Array BigUint64Array BigInt64Array Uint8ClampedArray Float32Array Float64Array DataView Map BigInt Set Iterator ' +
  'WeakMap WeakSet Proxy Reflect FinalizationRegistry WeakRef').split(' '));

// Prototypes known by identity, so that a tampered `constructor` does not matter.
const kKnownPrototypes = new Map();
for (const constructor of [
  Array, ArrayBuffer, Function, Map, Set, Object, Object.getPrototypeOf(Uint8Array), RegExp, Date, DataView, Error, AggregateError,
  RangeError, TypeError, Boolean, Number, String, Promise, WeakMap, WeakSet,
]) {
  kKnownPrototypes.set(constructor.prototype, constructor);
}

function isInstanceOf(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

function ownConstructor(object) {
  if (!hasOwn(object, 'constructor')) return undefined;  // Much faster than asking for a descriptor.
  const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
  return typeof descriptor?.value === 'function' && descriptor.value.name !== '' ? descriptor.value : undefined;
}

// The constructor's name; null for an object without prototype; "Foo <Bar>" where the chain does not say. `onUserPrototype(prototype)` is
// called when a prototype that is no builtin's stands between the value and the name found.
function getConstructorName(value, ctx, depth, onUserPrototype) {
  let first;
  for (let object = value; object; object = Object.getPrototypeOf(object)) {
    if (first === undefined && object !== value) first = object;
    const known = kKnownPrototypes.get(object);
    if (known !== undefined && hasInstance(known, value)) {
      if (onUserPrototype !== undefined && first !== object) onUserPrototype(first ?? value);
      return known.name;
    }
    const constructor = ownConstructor(object);
    if (constructor !== undefined && isInstanceOf(value, constructor)) {
      if (onUserPrototype !== undefined && (first !== object || !kBuiltInNames.has(constructor.name))) onUserPrototype(first ?? value);
      return String(constructor.name);
    }
  }
  if (first === undefined) return null;

  const name = internalConstructorName(value);
  if (depth > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const ofPrototype = getConstructorName(first, ctx, depth + 1, onUserPrototype);
  if (ofPrototype !== null) return `${name} <${ofPrototype}>`;
  const { inspect } = require('internal/util/inspect');
  return `${name} <${inspect(first, { ...ctx, customInspect: false, depth: -1 })}>`;
}

// "Foo(2) [tag] ": what stands in front of the braces.
function getPrefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    const tagged = tag !== '' && fallback !== tag ? `[${tag}] ` : '';
    return `[${fallback}${size}: null prototype] ${tagged}`;
  }
  const name = `${constructor}${size} `;
  if (tag === '') return name;
  // A tag that is a word of the class's name says nothing new.
  const position = constructor.indexOf(tag);
  if (position !== -1) {
    const end = position + tag.length;
    if (end === constructor.length || constructor[end] !== constructor[end].toLowerCase()) return name;
  }
  return `${name}[${tag}] `;
}

function getObjectPrefix(value, constructor, tag) {
  let fallback = '';
  if (constructor === null) {
    fallback = internalConstructorName(value);
    if (fallback === tag) fallback = 'Object';
  }
  return getPrefix(constructor, tag, fallback);
}

// -- Functions and classes -----------------------------------------------------------------------------------------------------------------

const functionToString = Function.prototype.call.bind(Function.prototype.toString);
const kClassHead = /^(\s+[^(]*?)\s*{/;
const kComments = /(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g;

function isClass(value) {
  const source = functionToString(value);
  if (!source.startsWith('class') || !source.endsWith('}')) return false;
  const rest = source.slice(5, -1);
  const brace = rest.indexOf('{');
  if (brace === -1) return false;
  // "class(" could be a function's own text only with a parenthesis before the brace, and comments could hide either.
  return !rest.slice(0, brace).includes('(') || kClassHead.test(rest.replace(kComments, ''));
}

function getClassBase(value, constructor, tag) {
  const name = (Object.hasOwn(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor === null) {
    base += ' extends [null prototype]';
  } else {
    const superName = Object.getPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  }
  return `[${base}]`;
}

function getFunctionBase(value, constructor, tag, formatName) {
  if (isClass(value)) return getClassBase(value, constructor, tag);
  const types = internalBinding('types');
  const type = `${types.isAsyncFunction(value) ? 'Async' : ''}${types.isGeneratorFunction(value) ? 'Generator' : ''}Function`;
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  const { name } = value;
  if (name === '') base += ' (anonymous)';
  else base += `: ${typeof name === 'string' ? name : formatName(name)}`;
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}

module.exports = { getConstructorName, getFunctionBase, getObjectPrefix, getPrefix, kBuiltInNames, ownConstructor };
