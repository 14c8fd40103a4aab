'use strict';

// console.table(): rows and columns out of arrays, objects, maps, sets and their iterators, drawn with box characters.

const { getStringWidth, inspect } = require('internal/util/inspect');
const { isMap, isMapIterator, isSet, isSetIterator, isTypedArray } = require('internal/util/types');
const { previewEntries } = internalBinding('util');

const kIndex = '(index)';
const kIteration = '(iteration index)';
const kKey = 'Key';
const kValues = 'Values';

// Box drawings: light lines.
const kLine = '\u2500';
const kBar = '\u2502';

function drawRow(cells, widths) {
  const padded = cells.map((cell, i) => cell + ' '.repeat(widths[i] - getStringWidth(cell)));
  return `${kBar} ${padded.join(` ${kBar} `)} ${kBar}\n`;
}

function drawTable(head, columns) {
  const height = Math.max(...columns.map((column) => column.length));
  const rows = Array.from({ length: height }, (_, row) => columns.map((column) => (Object.hasOwn(column, row) ? column[row] : '')));
  const widths = head.map((title, i) => rows.reduce((width, row) => Math.max(width, getStringWidth(row[i])), getStringWidth(title)));
  const lines = widths.map((width) => kLine.repeat(width + 2));
  let text = `\u250c${lines.join('\u252c')}\u2510\n${drawRow(head, widths)}\u251c${lines.join('\u253c')}\u2524\n`;
  for (const row of rows) text += drawRow(row, widths);
  return `${text}\u2514${lines.join('\u2534')}\u2518`;
}

function makeCellFormatter(options) {
  return (value) => {
    const isPlainObject = value !== null && typeof value === 'object' && !Array.isArray(value) && !isTypedArray(value);
    const depth = isPlainObject && Object.keys(value).length > 2 ? -1 : 0;
    return inspect(value, { depth, maxArrayLength: 3, breakLength: Infinity, ...options });
  };
}

function formatPairs(pairs, cell) {
  const list = Array.from(pairs);
  return drawTable([kIteration, kKey, kValues],
                   [list.map((_, i) => cell(i)), list.map(({ 0: key }) => cell(key)), list.map(({ 1: value }) => cell(value))]);
}

function formatList(values, cell) {
  const list = Array.from(values);
  return drawTable([kIteration, kValues], [list.map((_, i) => cell(i)), list.map(cell)]);
}

// A row for each property of `data`, a column for each property of the rows (or for `properties`), one for rows that are primitives.
function formatObject(data, properties, cell) {
  const columns = { __proto__: null };
  const primitives = [];
  const names = Object.keys(data);
  names.forEach((name, row) => {
    const item = data[name];
    const isPrimitive = item === null || (typeof item !== 'function' && typeof item !== 'object');
    if (isPrimitive && properties === undefined) {
      primitives[row] = cell(item);
      return;
    }
    for (const key of properties ?? Object.keys(item)) {
      columns[key] ??= [];
      columns[key][row] = isPrimitive || !Object.hasOwn(item, key) ? '' : cell(item[key]);
    }
  });
  const head = [kIndex, ...Object.keys(columns)];
  const body = [names, ...Object.values(columns)];
  if (primitives.length > 0) {
    head.push(kValues);
    body.push(primitives);
  }
  return drawTable(head, body);
}

function pairsOf(flat) {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2], flat[i * 2 + 1]]);
}

function formatTable(data, properties, options) {
  const cell = makeCellFormatter(options);
  if (isMap(data)) return formatPairs(data, cell);
  if (isSet(data)) return formatList(data, cell);
  if (isMapIterator(data)) {
    const { 0: entries, 1: isKeyValue } = previewEntries(data, true);
    return isKeyValue ? formatPairs(pairsOf(entries), cell) : formatList(entries, cell);
  }
  if (isSetIterator(data)) return formatList(previewEntries(data), cell);
  return formatObject(data, properties, cell);
}

module.exports = { formatTable };
