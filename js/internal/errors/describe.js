'use strict';

// Words for values and lists in error messages.

const lazyInspect = () => require('internal/util/inspect').inspect;

// 'a', 'a and b', 'a, b, and c'. Our own, since Intl.ListFormat would load ICU data.
function formatList(list, type = 'and') {
  if (list.length < 3) return list.join(` ${type} `);
  return `${list.slice(0, -1).join(', ')}, ${type} ${list[list.length - 1]}`;
}

// '1234567' -> '1_234_567'; integers only.
function addNumericalSeparator(digits) {
  const start = digits[0] === '-' ? 1 : 0;
  let end = digits.length;
  let tail = '';
  for (; end >= start + 4; end -= 3) tail = `_${digits.slice(end - 3, end)}${tail}`;
  return `${digits.slice(0, end)}${tail}`;
}

function describeString(value) {
  if (value.length > 28) value = `${value.slice(0, 25)}...`;
  return `type string (${value.includes("'") ? JSON.stringify(value) : `'${value}'`})`;
}

// What an error message says after "Received".
function determineSpecificType(value) {
  if (value === null || value === undefined) return `${value}`;
  switch (typeof value) {
    case 'string': return describeString(value);
    case 'number': return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'bigint': return `type bigint (${value}n)`;
    case 'function': return `function ${value.name}`;
    case 'object':
      if (value.constructor && 'name' in value.constructor) return `an instance of ${value.constructor.name}`;
      return lazyInspect()(value, { depth: -1 });
    default: return `type ${typeof value} (${String(value)})`;
  }
}

module.exports = {
  addNumericalSeparator,
  determineSpecificType,
  formatList,
  inspect: (value, options) => lazyInspect()(value, options),
};
