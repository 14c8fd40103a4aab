'use strict';

// The recursion of util.inspect(): formatValue() for anything, describe() for what kind of object it is.
//
// `ctx` holds the options and the state of one inspection: `seen` (the objects around), `circular` (those that were met again, numbered),
// `indentationLvl`, `currentDepth` (of the innermost object so far), `written` (length of all output), `budget` (of much output, by
// indentation). `depth` is the number of objects around the value.

const types = require('internal/util/types');
const { customInspectSymbol, isError } = require('internal/util');
const { isStackOverflowError } = require('internal/errors');
const { escapeSymbol, formatNumber, formatPrimitive, quote } = require('internal/util/inspect/primitives');
const { getConstructorName, getFunctionBase, getObjectPrefix, getPrefix, kBuiltInNames, ownConstructor } =
  require('internal/util/inspect/names');
const collections = require('internal/util/inspect/collections');
const { reduceToSingleString } = require('internal/util/inspect/layout');
const { getStringWidth } = require('internal/util/inspect/width');
const {
  constants: { ALL_PROPERTIES, ONLY_ENUMERABLE },
  getExternalValue,
  getOwnNonIndexProperties,
  getProxyDetails,
} = internalBinding('util');

const { call } = Function.prototype;
const hasInstance = call.bind(Function.prototype[Symbol.hasInstance]);
const isEnumerable = call.bind(Object.prototype.propertyIsEnumerable);
const getterOf = (prototype, name) => call.bind(Object.getOwnPropertyDescriptor(prototype, name).get);
const mapSize = getterOf(Map.prototype, 'size');
const mapEntries = call.bind(Map.prototype.entries);
const setSize = getterOf(Set.prototype, 'size');
const setValues = call.bind(Set.prototype.values);
const TypedArray = Object.getPrototypeOf(Uint8Array);
const typedArrayLength = getterOf(TypedArray.prototype, 'length');
const typedArrayTag = getterOf(TypedArray.prototype, Symbol.toStringTag);
const regExpToString = call.bind(RegExp.prototype.toString);
const dateToString = call.bind(Date.prototype.toString);
const dateToISOString = call.bind(Date.prototype.toISOString);
const dateGetTime = call.bind(Date.prototype.getTime);

// Beyond this much output at one level only the names of further objects are shown. Levels are told apart once all together have so much.
const kBudget = 2 ** 27;
function spend(ctx, size) {
  ctx.budget ??= {};
  const spent = (ctx.budget[ctx.indentationLvl] ?? 0) + size;
  ctx.budget[ctx.indentationLvl] = spent;
  if (spent > kBudget) ctx.depth = -1;
}

const plain = (text) => text;
const isTooDeep = (ctx, depth) => depth > ctx.depth && ctx.depth !== null;

// -- Custom inspection ---------------------------------------------------------------------------------------------------------------------

const kOptionNames = [
  'stylize', 'showHidden', 'depth', 'colors', 'customInspect', 'showProxy', 'maxArrayLength', 'maxStringLength', 'breakLength', 'compact',
  'sorted', 'getters', 'numericSeparator',
];

// What a custom inspection function gets. One of another context gets no object of ours, by which it could reach our globals.
function getUserOptions(ctx, isCrossContext) {
  const options = {};
  for (const name of kOptionNames) options[name] = ctx[name];
  Object.assign(options, ctx.userOptions);
  if (!isCrossContext) return options;
  Object.setPrototypeOf(options, null);
  for (const name of Object.keys(options)) {
    if ((typeof options[name] === 'object' || typeof options[name] === 'function') && options[name] !== null) delete options[name];
  }
  options.stylize = Object.setPrototypeOf((value, style) => {
    try {
      return `${ctx.stylize(value, style)}`;
    } catch {
      return value;
    }
  }, null);
  return options;
}

// Undefined when there is no custom inspection or it gave the value itself.
function formatCustom(ctx, value, context, depth, isProxy) {
  const custom = value[customInspectSymbol];
  if (typeof custom !== 'function') return undefined;
  const { inspect } = require('internal/util/inspect');
  // Not util.inspect itself (the util module), and not for a class's prototype.
  if (custom === inspect || Object.getOwnPropertyDescriptor(value, 'constructor')?.value?.prototype === value) return undefined;
  const isCrossContext = isProxy || !hasInstance(Object, context);
  const left = ctx.depth === null ? null : ctx.depth - depth;
  const result = Reflect.apply(custom, context, [left, getUserOptions(ctx, isCrossContext), inspect]);
  if (result === context) return undefined;
  if (typeof result !== 'string') return formatValue(ctx, result, depth);
  return result.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
}

// -- Values --------------------------------------------------------------------------------------------------------------------------------

function formatProxy(ctx, details, depth) {
  if (isTooDeep(ctx, depth)) return ctx.stylize('Proxy [Array]', 'special');
  depth += 1;
  ctx.indentationLvl += 2;
  const output = [formatValue(ctx, details[0], depth), formatValue(ctx, details[1], depth)];
  ctx.indentationLvl -= 2;
  return reduceToSingleString(ctx, output, '', ['Proxy [', ']'], true, depth);
}

function formatCircular(ctx, value) {
  ctx.circular ??= new Map();
  let index = ctx.circular.get(value);
  if (index === undefined) {
    index = ctx.circular.size + 1;
    ctx.circular.set(value, index);
  }
  return ctx.stylize(`[Circular *${index}]`, 'special');
}

// `insideView`: `value` is the buffer shown with a typed array, whose contents are there already.
function formatValue(ctx, value, depth, insideView = false) {
  if (value === null) return ctx.stylize('null', 'null');
  if (typeof value !== 'object' && typeof value !== 'function') return formatPrimitive(ctx.stylize, value, ctx);

  const context = value;
  // Looks behind proxies first, so that no handler ever runs.
  const proxy = getProxyDetails(value, Boolean(ctx.showProxy));
  if (proxy !== undefined) {
    if (proxy === null || proxy[0] === null) return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy) return formatProxy(ctx, proxy, depth);
    value = proxy;
  }
  if (ctx.customInspect) {
    const text = formatCustom(ctx, value, context, depth, proxy !== undefined);
    if (text !== undefined) return text;
  }
  if (ctx.seen.includes(value)) return formatCircular(ctx, value);
  return formatObject(ctx, value, depth, insideView);
}

// Programs patch these, and are inspected all the same.
const { getOwnPropertyNames, keys: objectKeys } = Object;

function getKeys(value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);
  let keys;
  if (showHidden) {
    keys = getOwnPropertyNames(value);
    return symbols.length === 0 ? keys : keys.concat(symbols);
  }
  try {
    keys = objectKeys(value);
  } catch (error) {
    // A module namespace with bindings that are not initialized yet has names but no enumerable ones to tell.
    if (!types.isModuleNamespaceObject(value)) throw error;
    keys = Object.getOwnPropertyNames(value);
  }
  return symbols.length === 0 ? keys : keys.concat(symbols.filter((key) => isEnumerable(value, key)));
}

// The tag, unless it is shown as a property anyway.
function getTag(ctx, value) {
  let tag;
  try {
    tag = value[Symbol.toStringTag];
  } catch {
    return '';
  }
  if (typeof tag !== 'string' || tag === '') return '';
  const isShown = ctx.showHidden ? Object.hasOwn(value, Symbol.toStringTag) : isEnumerable(value, Symbol.toStringTag);
  return isShown ? '' : tag;
}

// -- Kinds of objects ----------------------------------------------------------------------------------------------------------------------

const kNoEntries = () => [];

// How to show an object: `base` before the `braces`, the own `keys` to show, `format` for what is inside, `extraKeys` for accessors shown as
// properties. `isList`: laid out like an array. With nothing inside, `base` alone (in `style`) or `empty` is shown. `shallow`: `base` is also
// what is shown when the object is too deep.
function makeShape(keys, braces) {
  return { keys, braces, base: '', style: undefined, empty: undefined, format: kNoEntries, extraKeys: undefined, isList: false, shallow: false };
}

const nonIndexKeys = (ctx, value) => getOwnNonIndexProperties(value, ctx.showHidden ? ALL_PROPERTIES : ONLY_ENUMERABLE);

function describeArray(ctx, value, constructor, tag) {
  const prefix = constructor !== 'Array' || tag !== '' ? getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
  const shape = makeShape(nonIndexKeys(ctx, value), [`${prefix}[`, ']']);
  if (value.length === 0) shape.empty = `${prefix}[]`;
  shape.isList = true;
  shape.format = collections.formatArray;
  return shape;
}

const formatOwnSet = (ctx, value, depth) => collections.formatSet(ctx, value, value.size, depth);
const formatOwnMap = (ctx, value, depth) => collections.formatMap(ctx, value, value.size, depth);

function describeSetOrMap(ctx, value, constructor, tag, isSet) {
  const size = isSet ? setSize(value) : mapSize(value);
  const prefix = getPrefix(constructor, tag, isSet ? 'Set' : 'Map', `(${size})`);
  const shape = makeShape(getKeys(value, ctx.showHidden), [`${prefix}{`, '}']);
  if (size === 0) shape.empty = `${prefix}{}`;
  if (constructor !== null) {
    shape.format = isSet ? formatOwnSet : formatOwnMap;
  } else {
    // Without a prototype there is no iterator: take the collection's own.
    shape.format = (ctx, value, depth) => {
      return isSet ? collections.formatSet(ctx, setValues(value), size, depth) : collections.formatMap(ctx, mapEntries(value), size, depth);
    };
  }
  return shape;
}

function describeTypedArray(ctx, value, constructor, tag) {
  let view = value;
  let fallback = '';
  if (constructor === null) {
    fallback = typedArrayTag(value);
    view = new globalThis[fallback](value);
  }
  const size = typedArrayLength(value);
  const prefix = getPrefix(constructor, tag, fallback, `(${size})`);
  const shape = makeShape(nonIndexKeys(ctx, value), [`${prefix}[`, ']']);
  if (value.length === 0 && !ctx.showHidden) shape.empty = `${prefix}[]`;
  shape.isList = true;
  shape.format = (ctx) => collections.formatTypedArray(ctx, view, size);
  if (ctx.showHidden) shape.extraKeys = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];
  return shape;
}

function describeIterator(ctx, value, tag, type) {
  const name = `${type} Iterator`;
  const shown = tag === name ? tag : `${tag === '' ? '' : `${tag}] [`}${name}`;
  const shape = makeShape(getKeys(value, ctx.showHidden), [`[${shown}] {`, '}']);
  shape.format = (ctx, value, depth) => collections.formatIterator(ctx, value, depth, shape.braces);
  return shape;
}

// Undefined for what has an iterator but is no collection of the language.
function describeIterable(ctx, value, constructor, tag) {
  if (Array.isArray(value)) return describeArray(ctx, value, constructor, tag);
  if (types.isSet(value)) return describeSetOrMap(ctx, value, constructor, tag, true);
  if (types.isMap(value)) return describeSetOrMap(ctx, value, constructor, tag, false);
  if (types.isTypedArray(value)) return describeTypedArray(ctx, value, constructor, tag);
  if (types.isMapIterator(value)) return describeIterator(ctx, value, tag, 'Map');
  if (types.isSetIterator(value)) return describeIterator(ctx, value, tag, 'Set');
  return undefined;
}

const kBoxed = [
  ['Number', types.isNumberObject, call.bind(Number.prototype.valueOf)],
  ['String', types.isStringObject, call.bind(String.prototype.valueOf)],
  ['Boolean', types.isBooleanObject, call.bind(Boolean.prototype.valueOf)],
  ['BigInt', types.isBigIntObject, call.bind(BigInt.prototype.valueOf)],
  ['Symbol', types.isSymbolObject, call.bind(Symbol.prototype.valueOf)],
];

function describeBoxed(ctx, shape, value, constructor, tag) {
  const { 0: type, 2: valueOf } = kBoxed.find((entry) => entry[1](value));
  if (type === 'String') shape.keys.splice(0, value.length);  // Its characters.
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(plain, valueOf(value), ctx)}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  shape.base = base;
  shape.style = type.toLowerCase();
}

function describeDate(shape, value, constructor, tag) {
  const prefix = getPrefix(constructor, tag, 'Date');
  const text = Number.isNaN(dateGetTime(value)) ? dateToString(value) : dateToISOString(value);
  shape.base = prefix === 'Date ' ? text : `${prefix}${text}`;
  shape.style = 'date';
}

function describeRegExp(shape, value, constructor, tag) {
  const prefix = getPrefix(constructor, tag, 'RegExp');
  const text = regExpToString(constructor !== null ? value : new RegExp(value));
  shape.base = prefix === 'RegExp ' ? text : `${prefix}${text}`;
  shape.style = 'regexp';
  shape.shallow = true;
}

function describeArrayBuffer(ctx, shape, value, constructor, tag, insideView) {
  const prefix = getPrefix(constructor, tag, types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer');
  shape.braces[0] = `${prefix}{`;
  shape.extraKeys = ['byteLength'];
  if (!insideView) shape.format = collections.formatArrayBuffer;
  else shape.empty = `${prefix}{ [byteLength]: ${formatNumber(ctx.stylize, value.byteLength, false)} }`;
}

function isURL(value) {
  return typeof value.href === 'string' && value instanceof require('internal/url').URL;
}

function setBraces(shape, constructor, tag, fallback, format) {
  shape.braces[0] = `${getPrefix(constructor, tag, fallback)}{`;
  shape.format = format;
}

// `insideView` as in formatValue().
function describe(ctx, value, constructor, tag, depth, insideView) {
  if (constructor === null || Symbol.iterator in value) {
    const shape = describeIterable(ctx, value, constructor, tag);
    if (shape !== undefined) return shape;
  }
  const shape = makeShape(getKeys(value, ctx.showHidden), ['{', '}']);
  if (typeof value === 'function') {
    shape.base = getFunctionBase(value, constructor, tag, (name) => formatValue(ctx, name, NaN));
    shape.style = 'special';
  } else if (constructor === 'Object') {
    if (types.isArgumentsObject(value)) shape.braces[0] = '[Arguments] {';
    else if (tag !== '') setBraces(shape, constructor, tag, 'Object', kNoEntries);
    shape.empty = `${shape.braces[0]}}`;
  } else if (types.isRegExp(value)) {
    describeRegExp(shape, value, constructor, tag);
  } else if (types.isDate(value)) {
    describeDate(shape, value, constructor, tag);
  } else if (isError(value)) {
    shape.base = require('internal/util/inspect/errors').formatError(value, constructor, tag, ctx, shape.keys, formatValue);
  } else if (types.isAnyArrayBuffer(value)) {
    describeArrayBuffer(ctx, shape, value, constructor, tag, insideView);
  } else if (types.isDataView(value)) {
    setBraces(shape, constructor, tag, 'DataView', kNoEntries);
    shape.extraKeys = ['byteLength', 'byteOffset', 'buffer'];
  } else if (types.isPromise(value)) {
    setBraces(shape, constructor, tag, 'Promise', collections.formatPromise);
  } else if (types.isWeakSet(value)) {
    setBraces(shape, constructor, tag, 'WeakSet', ctx.showHidden ? collections.formatWeakSet : collections.formatUnknownItems);
  } else if (types.isWeakMap(value)) {
    setBraces(shape, constructor, tag, 'WeakMap', ctx.showHidden ? collections.formatWeakMap : collections.formatUnknownItems);
  } else if (types.isModuleNamespaceObject(value)) {
    setBraces(shape, constructor, tag, 'Module', formatNamespace);
  } else if (types.isBoxedPrimitive(value)) {
    describeBoxed(ctx, shape, value, constructor, tag);
  } else if (!isTooDeep(ctx, depth) && isURL(value)) {
    shape.base = value.href;
  } else {
    const prefix = getObjectPrefix(value, constructor, tag);
    shape.braces[0] = `${prefix}{`;
    shape.empty = types.isExternal(value) ? ctx.stylize(`[External: ${getExternalValue(value).toString(16)}]`, 'special') : `${prefix}{}`;
  }
  return shape;
}

// A namespace's bindings may not be initialized yet, which reading them tells by throwing. Takes the shape's keys.
function formatNamespace(ctx, value, depth, keys) {
  return keys.splice(0).map((key) => {
    try {
      return formatProperty(ctx, value, depth, key, false);
    } catch (error) {
      if (!types.isNativeError(error) || error.name !== 'ReferenceError') throw error;
      return `${formatKey(ctx, key)}: ${ctx.stylize('<uninitialized>', 'special')}`;
    }
  });
}

// -- Objects -------------------------------------------------------------------------------------------------------------------------------

function formatInside(ctx, value, depth, shape, prototypeProperties) {
  const { keys } = shape;
  const output = shape.format(ctx, value, depth, keys);
  if (shape.extraKeys !== undefined) {
    for (const key of shape.extraKeys) output.push(formatExtra(ctx, value, depth, key, shape.isList));
  }
  for (const key of keys) output.push(formatProperty(ctx, value, depth, key, false));
  return prototypeProperties === undefined ? output : output.concat(prototypeProperties);
}

function sortOutput(ctx, output, shape) {
  const comparator = ctx.sorted === true ? undefined : ctx.sorted;
  if (!shape.isList) return output.sort(comparator);
  // Of a list only what is not its elements.
  const count = shape.keys.length;
  if (count <= 1) return output;
  const elements = output.slice(0, output.length - count);
  return elements.concat(output.slice(output.length - count).sort(comparator));
}

function formatObject(ctx, value, depth, insideView) {
  let prototypeProperties;
  let onUserPrototype;
  if (ctx.showHidden && !isTooDeep(ctx, depth)) {
    onUserPrototype = (prototype) => {
      prototypeProperties = formatPrototypeProperties(ctx, value, prototype, depth, prototypeProperties ?? []);
    };
  }
  const constructor = getConstructorName(value, ctx, depth, onUserPrototype);
  if (prototypeProperties?.length === 0) prototypeProperties = undefined;
  const tag = getTag(ctx, value);
  const shape = describe(ctx, value, constructor, tag, depth, insideView);

  const isBare = shape.keys.length === 0 && prototypeProperties === undefined;
  if (isBare && shape.empty !== undefined) return shape.empty;
  const isAtom = shape.base !== '' && (isBare || (shape.shallow && isTooDeep(ctx, depth)));
  if (isAtom) return shape.style === undefined ? shape.base : ctx.stylize(shape.base, shape.style);

  if (isTooDeep(ctx, depth)) {
    const name = getObjectPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(constructor === null ? name : `[${name}]`, 'special');
  }

  depth += 1;
  ctx.seen.push(value);
  ctx.currentDepth = depth;
  const indentation = ctx.indentationLvl;
  let output;
  try {
    output = formatInside(ctx, value, depth, shape, prototypeProperties);
  } catch (error) {
    if (!isStackOverflowError(error)) throw error;
    ctx.seen.pop();
    ctx.indentationLvl = indentation;
    const name = getObjectPrefix(value, constructor, tag).slice(0, -1);
    return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
  }
  let { base } = shape;
  const index = ctx.circular?.get(value);
  if (index !== undefined) {
    const reference = ctx.stylize(`<ref *${index}>`, 'special');
    if (ctx.compact === true) shape.braces[0] = `${reference} ${shape.braces[0]}`;
    else base = base === '' ? reference : `${reference} ${base}`;
  }
  ctx.seen.pop();
  if (ctx.sorted) output = sortOutput(ctx, output, shape);

  const result = reduceToSingleString(ctx, output, base, shape.braces, shape.isList, depth, value);
  ctx.written += result.length;
  if (ctx.written > kBudget) spend(ctx, result.length);
  return result;
}

// -- Properties ----------------------------------------------------------------------------------------------------------------------------

const kIdentifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

function formatKey(ctx, key) {
  if (typeof key === 'symbol') return ctx.stylize(escapeSymbol(key), 'symbol');
  if (key === '__proto__') return "['__proto__']";
  return kIdentifier.test(key) ? ctx.stylize(key, 'name') : ctx.stylize(quote(key), 'string');
}

function formatExtra(ctx, value, depth, key, insideView) {
  let shown;
  try {
    shown = value[key];
  } catch {
    shown = value.buffer[key];  // A DataView out of bounds.
  }
  ctx.indentationLvl += 2;
  const text = formatValue(ctx, shown, depth, insideView);
  ctx.indentationLvl -= 2;
  return `${ctx.stylize(`[${key}]`, 'string')}: ${text}`;
}

function formatAccessor(ctx, descriptor, depth, receiver) {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const special = (text) => ctx.stylize(text, 'special');
  const isCalled = ctx.getters === true || (ctx.getters === 'get' && descriptor.set === undefined) ||
    (ctx.getters === 'set' && descriptor.set !== undefined);
  if (!ctx.getters || !isCalled) return special(`[${label}]`);
  let text;
  try {
    const value = Reflect.apply(descriptor.get, receiver, []);
    ctx.indentationLvl += 2;
    if (value === null) text = `${special(`[${label}:`)} ${ctx.stylize('null', 'null')}${special(']')}`;
    else if (typeof value === 'object') text = `${special(`[${label}]`)} ${formatValue(ctx, value, depth)}`;
    else text = `${special(`[${label}:`)} ${formatPrimitive(ctx.stylize, value, ctx)}${special(']')}`;
    ctx.indentationLvl -= 2;
  } catch (error) {
    text = `${special(`[${label}:`)} <Inspection threw (${error.message})>${special(']')}`;
  }
  return text;
}

// "key: value", or the value alone for an element of a list. `receiver` is what accessors are called on.
function formatProperty(ctx, object, depth, key, isElement, descriptor = Object.getOwnPropertyDescriptor(object, key), receiver = object) {
  let text;
  let space = ' ';
  if (descriptor.value !== undefined) {
    const indentation = ctx.compact !== true || isElement ? 2 : 3;
    ctx.indentationLvl += indentation;
    text = formatValue(ctx, descriptor.value, depth);
    if (indentation === 3 && ctx.breakLength < getStringWidth(text, ctx.colors)) space = `\n${' '.repeat(ctx.indentationLvl)}`;
    ctx.indentationLvl -= indentation;
  } else if (descriptor.get !== undefined) {
    text = formatAccessor(ctx, descriptor, depth, receiver);
  } else if (descriptor.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (isElement) return text;
  const name = formatKey(ctx, key);
  return `${descriptor.enumerable ? name : `[${name}]`}:${space}${text}`;
}

const kPrototypeLayers = 3;

// With showHidden: what user-defined prototypes add, methods excepted.
function formatPrototypeProperties(ctx, main, object, depth, output) {
  const seen = new Set();
  for (let layer = 0; layer < kPrototypeLayers; layer++) {
    if (layer !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null) return output;
      const constructor = ownConstructor(object);
      if (constructor !== undefined && kBuiltInNames.has(constructor.name)) return output;
    }
    const keys = Reflect.ownKeys(object);
    ctx.seen.push(main);
    for (const key of keys) {
      if (key === 'constructor' || Object.hasOwn(main, key) || seen.has(key)) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = formatProperty(ctx, object, depth, key, false, descriptor, main);
      output.push(ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    ctx.seen.pop();
    for (const key of keys) seen.add(key);
  }
  return output;
}

collections.connect({ formatValue, formatProperty });

module.exports = { formatValue };
