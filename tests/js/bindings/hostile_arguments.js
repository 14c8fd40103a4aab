// Flags: --expose-internals --expose-gc --no-warnings
// Timeout: 180
'use strict';
require('../common');
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { internalBinding } = require('internal/test/binding');

// Every function, class, method and getter of every binding is called with arguments that nobody would pass. Each may return or throw an
// Error: the process must not crash, and it must still end in order. HOSTILE=1 prints each name before its calls, HOSTILE=name,name restricts
// the walk to bindings.

const trace = process.env.HOSTILE !== undefined;
const only = (process.env.HOSTILE ?? '1') === '1' ? undefined : process.env.HOSTILE.split(',');

// Their names, with the reason why they are not called at all.
const kExcluded = new Map([
  ['process_methods.reallyExit', 'ends the process'],
  ['process_methods.abort', 'ends the process'],
  ['process_methods.causeSegfault', 'ends the process'],
  ['process_methods.kill', '-1 is every process'],
  ['errors.triggerUncaughtException', 'ends the process: nobody handles the error'],
  ['util.sleep', 'blocks for as long as it is told'],
  ['credentials.setuid', 'the process would be somebody else, without the rights to end in order'],
  ['credentials.seteuid', 'the same'],
  ['credentials.setgid', 'the same'],
  ['credentials.setegid', 'the same'],
  ['credentials.setgroups', 'the same'],
  ['credentials.initgroups', 'the same'],
]);

// Called less often: each call takes long.
const kSlow = new Set([
  'v8.writeHeapSnapshot', 'v8.queryObjects', 'scope.gc', 'scope.snapshot', 'crypto.Pbkdf2Job', 'crypto.ScryptJob',
  'pool.PoolSleep', 'pool.poolSleep',
]);

// Numbers: small ones are descriptors of the process itself (its loop's, its streams'), or would take minutes.
const kNumbers = [-1, 0, 1, 7, 64, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53, 1e308, -1e308, 0.5, NaN, Infinity, -0];
const kNumbersOf = new Map([
  ['fs', [-1, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53, 1e308, 0.5, NaN, -0.5]],
  ['pipe_wrap', [-1, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['tty', [-1, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['stream_wrap', [-1, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['tcp_wrap', [-1, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['udp_wrap', [-1, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['process_methods', [-1, 0, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['os', [-1, 2 ** 31 - 1, 2 ** 53, 1e308, 0.5, NaN]],
  ['pool', [-1, 0, 1, 0.5, NaN]],
  ['crypto', [-1, 0, 1, 7, 64, 2 ** 53, 1e308, 0.5, NaN]],
  ['buffer', [-1, 0, 1, 7, 64, 2 ** 32 - 1, 2 ** 53, 1e308, -1e308, 0.5, NaN, Infinity]],
]);

// The same on every run.
let seed = 42;
function random(below) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 2 ** 32 * below);
}
const pick = (list) => list[random(list.length)];

class HostileError extends Error {}
function refuse() { throw new HostileError('refused'); }
const everyTrap = new Proxy({}, { get: () => refuse });
const throwing = {
  get length() { return refuse(); },
  get then() { return refuse(); },
  get oncomplete() { return refuse(); },
  get 0() { return refuse(); },
  toString: refuse,
  valueOf: refuse,
  [Symbol.toPrimitive]: refuse,
  get [Symbol.iterator]() { return refuse(); },
  get [Symbol.toStringTag]() { return refuse(); },
};
const revoked = Proxy.revocable(function() {}, {});
revoked.revoke();
const detached = new ArrayBuffer(64);
const ofDetached = new Uint8Array(detached);
detached.transfer();
const resizable = new ArrayBuffer(64, { maxByteLength: 128 });
const outOfBounds = new Uint8Array(resizable, 32, 32);
const ofResizable = new Uint8Array(resizable);
resizable.resize(16);
const huge = 'x'.repeat(1 << 16);  // Beyond every buffer on a stack.

process.on('uncaughtException', (error) => {
  assert.ok(error === undefined || error === null || typeof error === 'object', 'what callbacks throw');
});

const instances = [];  // Of the bindings' own classes: the wrong `this` and the wrong argument for each other.

function noop() {}
function* generator() {}
const kValues = [
  undefined, null, true, false, 0n, -1n, 2n ** 64n, '', 'x', 'utf8', '\u00e4', '\u20ac\ud800', 'a\0b', huge, `${huge}\u20ac`,
  Symbol('s'), Symbol.iterator, {}, Object.create(null), [], [undefined], [1, 'a', {}], ['', ''], new Array(1e5), noop, refuse, class {},
  async () => {}, generator(),
  new Proxy({}, {}), new Proxy([], {}), new Proxy({}, everyTrap), new Proxy(function() {}, everyTrap), revoked.proxy, throwing,
  new ArrayBuffer(0), detached, ofDetached, resizable, outOfBounds, ofResizable, new SharedArrayBuffer(16), new Uint8Array(0),
  new Float64Array(8), new BigInt64Array(8), new BigUint64Array(36), new Int32Array(7), new Uint32Array(64), new DataView(new ArrayBuffer(8), 3),
  new Uint8Array(new SharedArrayBuffer(8)),
  new Map([[1, 2]]), new Set([1]), new WeakMap(), Promise.resolve(1), new Date(NaN), /x/g, new Error('e'), new String('boxed'), new Number(1),
  globalThis, process, new WebAssembly.Memory({ initial: 1 }), (function() { return arguments; })(1, 2), [new Uint8Array(3), new Uint8Array(0)],
];

// Fresh for each call. The object detaches the bytes beside it as soon as anything of it is read.
function bytes() {
  const array = new Uint8Array(random(2) === 0 ? 64 : 5);
  array.detachLater = { get length() { return detach(array); }, valueOf: () => detach(array), toString: () => detach(array) };
  return array;
}
function detach(array) {
  if (!array.buffer.detached) array.buffer.transfer();
  return 1;
}

function hostileValue(numbers) {
  switch (random(8)) {
    case 0:
    case 1:
      return pick(numbers);
    case 2:
      return bytes();
    case 3:
      return bytes().detachLater;
    case 4:
      return instances.length > 0 ? pick(instances) : undefined;
    default:
      return pick(kValues);
  }
}

let calls = 0;
let returned = 0;

function attempt(name, fn, self, args, construct) {
  calls++;
  try {
    const result = construct ? Reflect.construct(fn, args) : Reflect.apply(fn, self, args);
    returned++;
    // What makes a promise of a hostile argument may reject: nobody waits for it.
    if (result instanceof Promise) result.catch(noop);
    return result;
  } catch (error) {
    assert.ok(error instanceof Error, `${name} threw ${typeof error}`);
    return error;
  }
}

// An argument that the native side complained about is replaced; once it accepts all, any is. So the calls get past the checks of types.
function attack(name, fn, self, numbers, { construct = false, rounds = 160, sweep = true } = {}) {
  if (trace) fs.writeSync(2, `${name}\n`);
  const slow = kSlow.has(name.split('.', 2).join('.'));  // A class with its methods.
  if (slow) rounds = Math.min(rounds, 12);
  const made = [];
  const keep = (result) => {
    if (construct && !(result instanceof Error)) made.push(result);
  };
  keep(attempt(name, fn, self, [], construct));
  if (sweep && !slow) {
    for (const value of [...kValues, ...numbers]) keep(attempt(name, fn, self, [value, value, value, value, value, value, value], construct));
  }
  const args = Array.from({ length: 7 }, () => hostileValue(numbers));
  for (let round = 0; round < rounds; round++) {
    const result = attempt(name, fn, self, args.slice(0, 1 + random(9)), construct);
    keep(result);
    const complaint = result instanceof Error ? /argument at index (\d+)/.exec(result.message) : null;
    const index = complaint !== null ? Number(complaint[1]) : random(args.length);
    args[index] = hostileValue(numbers);
  }
  return made;
}

// Arguments that make an instance, where guessing would hardly find any.
const kRecipes = {
  'contextify.ContextifyScript': [() => ['1', 'x.js', 0, 0]],
  'crypto.Hash': [() => ['sha256'], () => ['shake128', 7]],
  'crypto.HkdfJob': [() => ['sha256', bytes(), bytes(), bytes(), 16]],
  'crypto.Hmac': [() => ['sha256', bytes()]],
  'crypto.Pbkdf2Job': [() => [bytes(), bytes(), 2, 16, 'sha256']],
  'crypto.RandomBytesJob': [() => [new Uint8Array(16), 0, 16]],
  'crypto.ScryptJob': [() => [bytes(), bytes(), 16, 1, 1, 1 << 20, 16]],
  'encoding.Converter': [() => ['utf-16be', false, false], () => ['shift_jis', true, true]],
  'module_wrap.ModuleWrap': [
    () => ['x:source', 'import "x:other"; export let a = await 1; export * from "x:more"; import.meta; import(a)'],
    () => ['x:plain', 'export default 1'],
    () => ['x:synthetic', ['a', 'b'], noop],
    () => ['x:synthetic', ['a', 'a'], refuse],
  ],
  'performance.DelayMonitor': [() => [10]],
  'performance.Histogram': [() => [1, 1000, 3]],
  'serdes.Deserializer': [() => [new Uint8Array([0xFF, 0x0F, 0x6F, 0x22, 0x01, 0x61, 0x49, 0x02, 0x7B, 0x01])]],
};

// A few from each recipe, and some with one argument replaced.
function makeSome(name, constructor, numbers) {
  const made = [];
  for (const recipe of kRecipes[name] ?? [() => []]) {
    for (let i = 0; i < 12; i++) {
      const args = recipe();
      if (i > 2) args[random(args.length + 1)] = hostileValue(numbers);
      const result = attempt(name, constructor, undefined, args, true);
      if (!(result instanceof Error)) made.push(result);
    }
  }
  return made;
}

function methodsOf(prototype) {
  const found = [];
  for (let object = prototype; object !== null && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      if (key === 'constructor') continue;
      for (const fn of [property.value, property.get, property.set]) {
        if (typeof fn === 'function') found.push([key, fn]);
      }
    }
  }
  return found;
}

const strangers = [undefined, null, {}, [], noop, new Proxy({}, {}), 1, 'x', Symbol('s'), globalThis];

function attackClass(name, constructor, numbers) {
  const made = [...makeSome(name, constructor, numbers), ...attack(name, constructor, undefined, numbers, { construct: true })];
  attempt(name, constructor, undefined, [], false);  // Without `new`.
  attempt(name, Reflect.construct, undefined, [Object, [], constructor], false);
  attempt(name, Reflect.construct, undefined, [constructor, [], Proxy], false);
  // The native class under another one.
  attempt(name, class extends constructor {}, undefined, [], true);
  instances.push(...made.slice(0, 2), constructor.prototype, Object.create(constructor.prototype));
  for (const [key, method] of methodsOf(constructor.prototype)) {
    const label = `${name}.${key}`;
    if (kExcluded.has(label)) continue;
    for (const self of [...strangers, ...instances]) attack(label, method, self, numbers, { rounds: 6, sweep: false });
    for (let i = 0; i < 6 && made.length > 0; i++) attack(label, method, pick(made), numbers, { rounds: 40, sweep: i === 0 });
  }
  for (const instance of made.slice(0, 60)) {
    for (const [key, method] of methodsOf(constructor.prototype)) {
      const label = `${name}.${key}`;
      if (kExcluded.has(label)) continue;
      for (let i = 0; i < 2; i++) attempt(label, method, instance, [hostileValue(numbers), hostileValue(numbers)], false);
    }
  }
  return made;
}

// So that the loop ends: what is open is closed, what is referenced let go.
function letGo(object) {
  for (const name of ['unref', 'stop', 'close', 'cancel']) {
    const method = object[name];
    if (typeof method === 'function') attempt(name, method, object, [], false);
  }
}

function isClass(value) {
  return value.prototype !== undefined && Object.hasOwn(value, 'prototype');
}

const listed = fs.readFileSync(path.join(__dirname, '../../../runtime/bindings/bindings.gni'), 'latin1');
const names = [.../isoscope_bindings = \[([^\]]*)\]/.exec(listed)[1].matchAll(/"(\w+)"/g)].map((match) => match[1]);
assert.ok(names.length > 25, names.join());

let attacked = 0;
const all = [];
for (const binding of names) {
  if (only !== undefined && !only.includes(binding)) continue;
  const object = internalBinding(binding);
  const numbers = kNumbersOf.get(binding) ?? kNumbers;
  for (const [key, value] of Object.entries(object)) {
    if (typeof value !== 'function' || !isClass(value)) continue;
    const made = makeSome(`${binding}.${key}`, value, numbers);
    instances.push(...made);
    all.push(...made);
  }
  for (const [key, value] of Object.entries(object)) {
    const name = `${binding}.${key}`;
    if (typeof value !== 'function' || kExcluded.has(name)) continue;
    attacked++;
    if (isClass(value)) all.push(...attackClass(name, value, numbers));
    else attack(name, value, undefined, numbers);
  }
  globalThis.gc();
}
for (const object of all) letGo(object);
internalBinding('timers').toggleTimerRef(false);
internalBinding('timers').toggleImmediateRef(false);
all.length = 0;
instances.length = 0;
globalThis.gc();
setImmediate(() => globalThis.gc());

if (only === undefined) {
  assert.ok(attacked > 200, `${attacked} functions and classes`);
  assert.ok(returned > calls / 20, `${returned} of ${calls} calls returned: the walk does not get past the checks`);
}
if (trace) console.log({ attacked, calls, returned });
