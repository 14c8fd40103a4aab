'use strict';

// What V8 makes of one's functions and objects: scope.tierOf, deoptsOf, bytecodeOf, icsOf, functions, mapTree, and the helpers for objects.
//
// Asked at the moment (tier, bytecode, feedback, objects) it needs no flag and no watching: V8's natives and its own prints answer. What has
// happened before (deopts, functions, mapTree) V8 only tells while it is watched.

const scope = internalBinding('scope');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE } } = require('internal/errors');
const { validateFunction, validateInteger, validateObject, validateString } = require('internal/validators');
const { isProxy } = internalBinding('types');

let natives;
function native() {
  return natives ??= scope.natives();
}

// Bits of %GetOptimizationStatus as this V8 sets them.
const kOptimized = 1 << 4;
const kMaglev = 1 << 5;
const kTurbofan = 1 << 6;
const kInterpreted = 1 << 7;
const kBaseline = 1 << 15;
const kLazy = 1 << 18;
const flags = {
  markedForMaglev: (1 << 22) | (1 << 23),
  markedForTurbofan: (1 << 8) | (1 << 9),
  optimizing: 1 << 10,
  executing: 1 << 11,
};

function statusOf(fn) {
  validateFunction(fn, 'fn');
  return isProxy(fn) ? 0 : native().optimizationStatus(fn);
}

function tierOfStatus(status) {
  if ((status & kOptimized) !== 0) return (status & kTurbofan) !== 0 ? 'turbofan' : (status & kMaglev) !== 0 ? 'maglev' : null;
  if ((status & kLazy) !== 0) return 'lazy';
  if ((status & kBaseline) !== 0) return 'baseline';
  return (status & kInterpreted) !== 0 ? 'interpreted' : null;
}

// The tier of the code that the next call runs: 'lazy' (not compiled), 'interpreted', 'baseline', 'maglev', 'turbofan'; null for what is no
// JavaScript, and for a function whose code was thrown away and that was not called since.
function tierOf(fn) {
  return tierOfStatus(scope.placeOf(fn) === undefined ? (validateFunction(fn, 'fn'), 0) : statusOf(fn));
}

function optimizationStatusOf(fn) {
  const status = statusOf(fn);
  const result = { tier: tierOf(fn), bits: status };
  for (const name of Object.keys(flags)) result[name] = (status & flags[name]) !== 0;
  return result;
}

function requireWatched(kind) {
  const names = scope.kinds;
  if ((scope.wanted() & (1 << names.indexOf(kind))) !== 0) return;
  throw new ERR_INVALID_STATE(`V8 tells of a ${kind} only while it is watched: scope.enable('${kind}'), or --observe=${kind}, before it happens`);
}

// functions({name, scriptUrl, limit}): everything that V8's log has told, the newest functions first.
function functions(query = {}) {
  validateObject(query, 'query');
  const { name = '', scriptUrl = '', limit = 1000 } = query;
  validateString(name, 'query.name');
  validateString(scriptUrl, 'query.scriptUrl');
  validateInteger(limit, 'query.limit', 0, 0xffffffff);
  return scope.functions(scriptUrl, 0, 0, name, limit) ?? [];
}

// The functions made at the place of this one: several when its source was evaluated more than once.
function historyOf(fn) {
  validateFunction(fn, 'fn');
  const place = scope.placeOf(fn);
  if (place === undefined) return [];
  const [url, line, column] = place;
  return scope.functions(typeof url === 'string' ? url : '', line, column, '', 64) ?? [];
}

function deoptsOf(fn) {
  validateFunction(fn, 'fn');
  requireWatched('deopt');
  return historyOf(fn).flatMap(({ deopts }) => deopts).sort((a, b) => a.timeUs - b.timeUs);
}

const kInstruction = /^\s*(?:(\d+) ([SE])>)?\s*0x[0-9a-f]+ @\s+(\d+) : (?:[0-9a-f]{2} )+\s*(.*)$/;

// {text, instructions: [{bytecodeOffset, text, sourceOffset, line, column, statement}]}: V8's own disassembly, whole and taken apart. Those
// without a place of their own belong to the one before. Undefined for what has no bytecode.
function bytecodeOf(fn) {
  validateFunction(fn, 'fn');
  if (isProxy(fn)) return undefined;
  const text = scope.bytecode(fn);
  if (text === '') return undefined;
  const instructions = [];
  for (const row of text.split('\n')) {
    const match = kInstruction.exec(row);
    if (match === null) continue;
    instructions.push({
      bytecodeOffset: Number(match[3]),
      text: match[4],
      sourceOffset: match[1] === undefined ? null : Number(match[1]),
      line: null,
      column: null,
      statement: match[2] === 'S',
    });
  }
  const placed = instructions.filter((instruction) => instruction.sourceOffset !== null);
  const places = scope.lines(fn, placed.map((instruction) => instruction.sourceOffset));
  placed.forEach((instruction, index) => {
    instruction.line = places[2 * index] || null;
    instruction.column = places[2 * index + 1] || null;
  });
  return { text, instructions };
}

// Instructions whose numbers in brackets name constants or jumps, never a slot of feedback.
const kWithoutSlot = /^(?:LdaConstant|LdaSmi|Jump(?!Loop)|Create\w+Context|SwitchOn|Throw)/;

// Slot number -> the instruction that uses it. V8 prints operands in order; the slot is the last in brackets.
function instructionsBySlot(fn) {
  const bySlot = new Map();
  let place = { line: null, column: null };
  for (const instruction of bytecodeOf(fn)?.instructions ?? []) {
    if (instruction.line !== null) place = instruction;
    const name = instruction.text.replace(/\.(?:Wide|ExtraWide)/, '');
    if (kWithoutSlot.test(name)) continue;
    const slots = name.match(/\[(\d+)\]/g);
    if (slots === null) continue;
    const slot = Number(slots[slots.length - 1].slice(1, -1));
    if (!bySlot.has(slot)) {
      bySlot.set(slot, { bytecodeOffset: instruction.bytecodeOffset, instruction: name, line: place.line, column: place.column });
    }
  }
  return bySlot;
}

const kSlot = /^ - slot #(\d+) (\S+) (.*)$/;
const kState = /^(UNINITIALIZED|PREMONOMORPHIC|MONOMORPHIC|RECOMPUTE_HANDLER|POLYMORPHIC|MEGADOM|MEGAMORPHIC|GENERIC|NO_FEEDBACK)/;

// The feedback vector of the moment: [{slot, kind, state, hint, maps, bytecodeOffset, instruction, line, column}]. Empty while the function
// has none.
function icsOf(fn) {
  validateFunction(fn, 'fn');
  if (isProxy(fn)) return [];
  const text = scope.feedback(fn);
  const slots = [];
  for (const row of text.split('\n')) {
    const match = kSlot.exec(row);
    if (match !== null) {
      const state = kState.exec(match[3]);
      const hint = state === null ? match[3].replace(/\s*\{$/, '').trim() : '';
      slots.push({ slot: Number(match[1]), kind: match[2], state: state === null ? null : state[1].toLowerCase(), hint: hint || null, maps: [] });
      continue;
    }
    const map = /^\s+(?:\[weak\] )?(0x[0-9a-f]+) <Map/.exec(row);
    if (map !== null && slots.length > 0) slots[slots.length - 1].maps.push(`0x${map[1].slice(2).replace(/^0+/, '')}`);
  }
  const bySlot = slots.length > 0 ? instructionsBySlot(fn) : new Map();
  const nowhere = { bytecodeOffset: null, instruction: null, line: null, column: null };
  return slots.map((slot) => ({ ...slot, ...(bySlot.get(slot.slot) ?? nowhere) }));
}

// [{id, map, parent, event, property ...}]: which hidden class was made from which.
function mapTree(limit = 10_000) {
  validateInteger(limit, 'limit', 0, 0xffffffff);
  requireWatched('map');
  return scope.maps(limit) ?? [];
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

// What V8's natives may be asked about: ordinary objects. A proxy has no fields of its own, nor has an object of WebAssembly's.
function isOrdinary(value) {
  return !isProxy(value) && !(Object.getPrototypeOf(value) === null && !Object.isExtensible(value) && Reflect.ownKeys(value).length === 0);
}

function validateObjectLike(value, name) {
  if (!isObject(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Object', value);
}

function sameMap(a, b) {
  validateObjectLike(a, 'a');
  validateObjectLike(b, 'b');
  return native().sameMap(a, b);
}

function mapOf(object) {
  validateObjectLike(object, 'object');
  return scope.mapOf(object);
}

// False: its properties lie in a dictionary.
function hasFastProperties(object) {
  validateObjectLike(object, 'object');
  return isOrdinary(object) ? native().hasFastProperties(object) : undefined;
}

// V8's name: 'PACKED_SMI_ELEMENTS', 'HOLEY_ELEMENTS', 'DICTIONARY_ELEMENTS' ...; undefined for typed arrays and the like.
function elementsKind(object) {
  validateObjectLike(object, 'object');
  return isOrdinary(object) ? native().elementsKind(object) : undefined;
}

module.exports = {
  tierOf, optimizationStatusOf, deoptsOf, historyOf, bytecodeOf, icsOf, functions, mapTree, sameMap, mapOf, hasFastProperties, elementsKind,
};
