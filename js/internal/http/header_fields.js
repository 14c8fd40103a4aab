'use strict';

// How the headers of a received message become an object: lower-case names, and a rule for names that come more than once.

const kFirst = 0;  // The first one counts, unless joinDuplicateHeaders joins them.
const kComma = 1;
const kSemicolon = 2;
const kArray = 3;

// Of every other name the values are joined by commas.
const rules = new Map([
  ['set-cookie', kArray],
  ['cookie', kSemicolon],
]);
for (const name of [
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host', 'if-modified-since', 'if-unmodified-since',
  'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
]) {
  rules.set(name, kFirst);
}

// Field as received -> { name, rule }. Clients send the same few names in the same case, so this saves lowering them each time; what comes
// first stays, and a flood of names does not make it grow.
const kMaxKnown = 512;
const known = new Map();

function describe(field) {
  const name = field.toLowerCase();
  const entry = { name, rule: rules.get(name) ?? kComma };
  if (known.size < kMaxKnown && field.length <= 32) known.set(field, entry);
  return entry;
}

function addHeaderLine(field, value, target, joinDuplicates) {
  const { name, rule } = known.get(field) ?? describe(field);
  if (name === '__proto__') return;  // It would be the object's prototype, not a property.
  const before = Object.hasOwn(target, name) ? target[name] : undefined;
  if (before === undefined) {
    target[name] = rule === kArray ? [value] : value;
  } else if (rule === kComma) {
    target[name] = `${before}, ${value}`;
  } else if (rule === kArray) {
    before.push(value);
  } else if (rule === kSemicolon) {
    target[name] = `${before}; ${value}`;
  } else if (joinDuplicates) {
    target[name] = `${before}, ${value}`;
  }
}

function addHeaderLineDistinct(field, value, target) {
  const { name } = known.get(field) ?? describe(field);
  if (name === '__proto__') return;
  if (Object.hasOwn(target, name)) target[name].push(value);
  else target[name] = [value];
}

module.exports = { addHeaderLine, addHeaderLineDistinct };
