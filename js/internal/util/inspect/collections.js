'use strict';

// The entries of arrays, sets, maps, iterators, buffers, promises. Each takes (ctx, value, depth) and gives an array of texts.

const { formatBigInt, formatNumber, plural } = require('internal/util/inspect/primitives');
const { reduceToSingleString } = require('internal/util/inspect/layout');
const { getPromiseDetails, previewEntries, constants: { kPending, kRejected } } = internalBinding('util');

// Given by internal/util/inspect/values, whose functions call these.
let formatValue;
let formatProperty;
function connect(functions) {
  ({ formatValue, formatProperty } = functions);
}

const remainingText = (remaining) => `... ${remaining} more item${plural(remaining)}`;
const emptyText = (count) => `<${count} empty item${plural(count)}>`;
const limit = (ctx, length) => Math.min(Math.max(0, ctx.maxArrayLength), length);

// -- Arrays --------------------------------------------------------------------------------------------------------------------------------

const kIndex = /^(0|[1-9][0-9]*)$/;

// From index `start` on the array has holes.
function formatSparse(ctx, value, depth, max, output, start) {
  const keys = Object.keys(value);
  let index = start;
  for (let i = start; i < keys.length && output.length < max; i++) {
    const key = keys[i];
    const position = +key;
    if (position > 2 ** 32 - 2) break;
    if (`${index}` !== key) {
      if (!kIndex.test(key)) break;
      output.push(ctx.stylize(emptyText(position - index), 'undefined'));
      index = position;
      if (output.length === max) break;
    }
    output.push(formatProperty(ctx, value, depth, key, true));
    index++;
  }
  const remaining = value.length - index;
  if (remaining > 0) output.push(output.length === max ? remainingText(remaining) : ctx.stylize(emptyText(remaining), 'undefined'));
  return output;
}

function formatArray(ctx, value, depth) {
  const length = limit(ctx, value.length);
  const remaining = value.length - length;
  const output = [];
  for (let i = 0; i < length; i++) {
    const descriptor = Object.getOwnPropertyDescriptor(value, i);
    if (descriptor === undefined) return formatSparse(ctx, value, depth, length, output, i);
    output.push(formatProperty(ctx, value, depth, i, true, descriptor));
  }
  if (remaining > 0) output.push(remainingText(remaining));
  return output;
}

function formatTypedArray(ctx, value, size) {
  const length = limit(ctx, size);
  const remaining = value.length - length;
  const output = new Array(length);
  const format = value.length > 0 && typeof value[0] === 'number' ? formatNumber : formatBigInt;
  for (let i = 0; i < length; i++) output[i] = format(ctx.stylize, value[i], ctx.numericSeparator);
  if (remaining > 0) output[length] = remainingText(remaining);
  return output;
}

function formatArrayBuffer(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return [ctx.stylize('(detached)', 'special')];
  }
  const length = limit(ctx, bytes.length);
  let hex = '';
  for (let i = 0; i < length; i++) hex += `${i > 0 ? ' ' : ''}${bytes[i] < 16 ? '0' : ''}${bytes[i].toString(16)}`;
  const remaining = bytes.length - ctx.maxArrayLength;
  if (remaining > 0) hex += ` ... ${remaining} more byte${plural(remaining)}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${hex}>`];
}

// -- Sets and maps -------------------------------------------------------------------------------------------------------------------------

function formatEach(ctx, iterable, size, depth, formatEntry) {
  const length = limit(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  for (const entry of iterable) {
    if (output.length >= length) break;
    output.push(formatEntry(ctx, entry, depth));
  }
  ctx.indentationLvl -= 2;
  if (size > length) output.push(remainingText(size - length));
  return output;
}

const formatElement = (ctx, element, depth) => formatValue(ctx, element, depth);
const formatPair = (ctx, { 0: key, 1: value }, depth) => `${formatValue(ctx, key, depth)} => ${formatValue(ctx, value, depth)}`;

const formatSet = (ctx, iterable, size, depth) => formatEach(ctx, iterable, size, depth, formatElement);
const formatMap = (ctx, iterable, size, depth) => formatEach(ctx, iterable, size, depth, formatPair);

// `entries` as the engine previews them. Those of weak collections come in no order: sorted, two inspections look the same.
function formatList(ctx, entries, depth, isWeak) {
  const length = limit(ctx, entries.length);
  ctx.indentationLvl += 2;
  const output = entries.slice(0, length).map((entry) => formatValue(ctx, entry, depth));
  ctx.indentationLvl -= 2;
  if (isWeak && !ctx.sorted) output.sort();
  if (entries.length > length) output.push(remainingText(entries.length - length));
  return output;
}

// `entries` alternate key and value.
function formatPairs(ctx, entries, depth, isWeak) {
  const count = entries.length / 2;
  const length = limit(ctx, count);
  const output = [];
  ctx.indentationLvl += 2;
  for (let i = 0; i < length; i++) {
    const pair = [formatValue(ctx, entries[i * 2], depth), formatValue(ctx, entries[i * 2 + 1], depth)];
    output.push(isWeak ? pair.join(' => ') : reduceToSingleString(ctx, pair, '', ['[', ']'], true, depth));
  }
  ctx.indentationLvl -= 2;
  if (isWeak && !ctx.sorted) output.sort();
  if (count > length) output.push(remainingText(count - length));
  return output;
}

const formatUnknownItems = (ctx) => [ctx.stylize('<items unknown>', 'special')];
const formatWeakSet = (ctx, value, depth) => formatList(ctx, previewEntries(value), depth, true);
const formatWeakMap = (ctx, value, depth) => formatPairs(ctx, previewEntries(value), depth, true);

// `braces` are those of the result: an iterator over entries says so.
function formatIterator(ctx, value, depth, braces) {
  const { 0: entries, 1: isKeyValue } = previewEntries(value, true);
  if (!isKeyValue) return formatList(ctx, entries, depth, false);
  braces[0] = braces[0].replace(/ Iterator] {$/, ' Entries] {');
  return formatPairs(ctx, entries, depth, false);
}

function formatPromise(ctx, value, depth) {
  const { 0: state, 1: result } = getPromiseDetails(value);
  if (state === kPending) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = formatValue(ctx, result, depth);
  ctx.indentationLvl -= 2;
  return [state === kRejected ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

module.exports = {
  connect,
  formatArray,
  formatArrayBuffer,
  formatIterator,
  formatMap,
  formatPromise,
  formatSet,
  formatTypedArray,
  formatUnknownItems,
  formatWeakMap,
  formatWeakSet,
};
