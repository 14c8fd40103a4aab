'use strict';

// Arrays, sets and maps in deep comparison. Each takes a Comparison, whose equal() compares elements.

const kLoose = 0;
const kPartial = 1;
const kStrict = 2;
const kStrictWithoutPrototypes = 3;

const isObject = (value) => typeof value === 'object' && value !== null;
const isHole = (array, i) => array[i] === undefined && !Object.hasOwn(array, i);

// -- Arrays --------------------------------------------------------------------------------------------------------------------------------

// From index `start` on there are holes: only keys tell what is there.
function equalSparse(comparison, a, b, start) {
  const keys = Object.keys(b);
  if (Object.keys(a).length !== keys.length) return false;
  for (let i = start; i < keys.length; i++) {
    if (isHole(a, keys[i]) || !comparison.equal(a[keys[i]], b[keys[i]])) return false;
  }
  return true;
}

// Whether `b`'s elements are among `a`'s in the same order.
function isPartialList(comparison, a, b) {
  let position = 0;
  for (let i = 0; i < b.length; i++, position++) {
    while (position < a.length && !comparison.equal(a[position], b[i])) position++;
    if (position >= a.length) return false;
  }
  return true;
}

function isPartialArray(comparison, a, b) {
  let position = 0;
  const restOf = (array, start) => Object.keys(array).slice(start).map((key) => array[key]);
  for (let i = 0; i < b.length; i++, position++) {
    if (isHole(b, i)) return isPartialList(comparison, restOf(a, position), restOf(b, i));
    for (; !isHole(a, position) && !comparison.equal(a[position], b[i]); position++) {
      if (position >= a.length) return false;
    }
    if (isHole(a, position)) return isPartialList(comparison, restOf(a, position), restOf(b, i));
  }
  return true;
}

function equalArrays(comparison, a, b) {
  if (comparison.mode === kPartial) return isPartialArray(comparison, a, b);
  for (let i = 0; i < a.length; i++) {
    if (b[i] === undefined) {
      if (!Object.hasOwn(b, i)) return equalSparse(comparison, a, b, i);
      if (a[i] !== undefined || !Object.hasOwn(a, i)) return false;
    } else if (a[i] === undefined || !comparison.equal(a[i], b[i])) {
      return false;
    }
  }
  return true;
}

// -- Sets and maps -------------------------------------------------------------------------------------------------------------------------

// Whether something else could be loosely equal to the primitive: false for none, undefined or null for just the other of these two (where
// `only` says so), true for any string or number.
function looseTwin(primitive) {
  switch (typeof primitive) {
    case 'undefined': return { only: null };
    case 'object': return { only: undefined };
    case 'symbol': return undefined;
    case 'string': return Number.isNaN(+primitive) ? undefined : {};
    case 'number': return Number.isNaN(primitive) ? undefined : {};
    default: return {};
  }
}

// Takes the first of `candidates` that matches; false when none does.
function takeMatch(candidates, matches) {
  const index = candidates.findIndex(matches);
  if (index === -1) return false;
  candidates.splice(index, 1);
  return true;
}

function mayHaveLooseTwin(a, b, value) {
  const twin = looseTwin(value);
  if (twin === undefined) return false;
  return !('only' in twin) || (!b.has(twin.only) && a.has(twin.only));
}

function equalSets(comparison, a, b) {
  const isLoose = comparison.mode === kLoose;
  const unmatched = [];
  for (const value of b) {
    if (a.has(value)) continue;
    if (!isObject(value) && (!isLoose || !mayHaveLooseTwin(a, b, value))) return false;
    unmatched.push(value);
  }
  if (unmatched.length === 0) return true;
  for (const value of a) {
    if (b.has(value) || (!isLoose && !isObject(value))) continue;
    const found = takeMatch(unmatched, (candidate) => comparison.equal(value, candidate));
    if (unmatched.length === 0) return true;
    if (!found && comparison.mode !== kPartial) return false;
  }
  return false;
}

function mayHaveLooseKey(comparison, a, b, key, item) {
  const twin = looseTwin(key);
  if (twin === undefined) return false;
  if (!('only' in twin)) return true;
  return a.has(twin.only) && !b.has(twin.only) && comparison.equal(a.get(twin.only), item);
}

function equalMaps(comparison, a, b) {
  const isLoose = comparison.mode === kLoose;
  const unmatched = [];
  for (const { 0: key, 1: item } of b) {
    if (isObject(key)) {
      unmatched.push(key);
    } else if (!a.has(key) || !comparison.equal(a.get(key), item)) {
      if (!isLoose || !mayHaveLooseKey(comparison, a, b, key, item)) return false;
      unmatched.push(key);
    }
  }
  if (unmatched.length === 0) return true;
  for (const { 0: key, 1: item } of a) {
    if (!isObject(key) && (!isLoose || (b.has(key) && comparison.equal(item, b.get(key))))) continue;
    const found = takeMatch(unmatched, (candidate) => comparison.equal(key, candidate) && comparison.equal(item, b.get(candidate)));
    if (unmatched.length === 0) return true;
    if (!found && comparison.mode !== kPartial) return false;
  }
  return false;
}

module.exports = { equalArrays, equalMaps, equalSets, kLoose, kPartial, kStrict, kStrictWithoutPrototypes };
