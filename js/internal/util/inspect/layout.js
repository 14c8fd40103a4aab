'use strict';

// From formatted entries to one text: on one line, one entry a line, or the short entries of a long array in columns.

const { getStringWidth } = require('internal/util/inspect/width');

const kColors = /\u001b\[\d\d?m/g;
const kSeparatorSpace = 2;  // ', '
const kMaxColumns = 15;

function measure(output, count, colors) {
  const lengths = new Array(count);
  let total = 0;
  let max = 0;
  for (let i = 0; i < count; i++) {
    const length = getStringWidth(output[i], colors);
    lengths[i] = length;
    total += length + kSeparatorSpace;
    if (length > max) max = length;
  }
  return { lengths, total, max };
}

// Aims at a rectangle that looks square, with characters 2.5 times as high as wide.
function countColumns(ctx, output, count, total, columnWidth) {
  const averageBias = Math.sqrt(columnWidth - total / output.length);
  const biased = Math.max(columnWidth - 3 - averageBias, 1);
  return Math.min(Math.round(Math.sqrt(2.5 * biased * count) / biased),
                  Math.floor((ctx.breakLength - ctx.indentationLvl) / columnWidth),
                  ctx.compact * 4,
                  kMaxColumns);
}

function allNumbers(output, value) {
  if (value === undefined) return true;
  for (let i = 0; i < output.length; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') return false;
  }
  return true;
}

// Puts array entries in columns; gives `output` itself when they do not suit.
function groupArrayElements(ctx, output, value) {
  const hasMore = ctx.maxArrayLength < output.length;  // The last entry says "... more items".
  const count = hasMore ? output.length - 1 : output.length;
  const { lengths, total, max } = measure(output, count, ctx.colors);
  const columnWidth = max + kSeparatorSpace;
  // Three must fit side by side, and one long entry must not blow up the space between short ones.
  if (columnWidth * 3 + ctx.indentationLvl >= ctx.breakLength || (total / columnWidth <= 5 && max > 6)) return output;
  const columns = countColumns(ctx, output, count, total, columnWidth);
  if (columns <= 1) return output;

  const widths = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < output.length; i += columns) {
      if (lengths[i] > width) width = lengths[i];
    }
    widths.push(width + kSeparatorSpace);
  }

  const padLeft = allNumbers(output, value);
  const lines = [];
  for (let start = 0; start < count; start += columns) {
    const end = Math.min(start + columns, count);
    let line = '';
    for (let i = start; i < end; i++) {
      const isLast = i === end - 1;
      const text = isLast ? output[i] : `${output[i]}, `;
      // Colours take no room: their length comes on top.
      const width = widths[i - start] + output[i].length - lengths[i] - (isLast ? kSeparatorSpace : 0);
      if (padLeft) line += text.padStart(width);
      else line += isLast ? text : text.padEnd(width);
    }
    lines.push(line);
  }
  if (hasMore) lines.push(output[count]);
  return lines;
}

// Array.prototype.join() takes longer for the few entries that most values have.
function join(output, separator) {
  let text = output.length > 0 ? output[0] : '';
  for (let i = 1; i < output.length; i++) text += separator + output[i];
  return text;
}

function fitsOnOneLine(ctx, output, start, base) {
  let total = output.length + start;
  if (total + output.length > ctx.breakLength) return false;
  for (let i = 0; i < output.length; i++) {
    const entry = output[i];
    total += ctx.colors ? entry.replace(kColors, '').length : entry.length;
    if (total > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// `isList` for arrays and what looks like one; `depth` is that of the value's entries.
function reduceToSingleString(ctx, output, base, braces, isList, depth, value) {
  const { 0: open, 1: close } = braces;
  if (ctx.compact === true) {
    if (fitsOnOneLine(ctx, output, 0, base)) return `${open}${base ? ` ${base}` : ''} ${output.join(', ')} ${close}`;
    const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
    const first = base === '' && open.length === 1 ? ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
    return `${open}${first}${output.join(`,${indentation}  `)} ${close}`;
  }

  const prefix = base ? `${base} ${open}` : open;
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;
    if (isList && entries > 6) output = groupArrayElements(ctx, output, value);
    // ctx.currentDepth is how deep the innermost value was: only the last `compact` levels share a line, and never a grouped array.
    if (ctx.currentDepth - depth < ctx.compact && entries === output.length) {
      const start = output.length + ctx.indentationLvl + open.length + base.length + 10;
      if (fitsOnOneLine(ctx, output, start, base)) {
        const joined = join(output, ', ');
        if (!joined.includes('\n')) return `${prefix} ${joined} ${close}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
  return `${prefix}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${close}`;
}

module.exports = { reduceToSingleString };
