'use strict';

// The table of a test:coverage event: a row for each folder and file, in the order of a tree.

const path = require('path');

const kColumns = [['line %', 'Line'], ['branch %', 'Branch'], ['funcs %', 'Function']];

function treeOf({ files, workingDirectory }) {
  const root = new Map();
  for (const file of files) {
    const parts = path.relative(workingDirectory, file.path).split(path.sep);
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      if (!folder.has(part)) folder.set(part, new Map());
      folder = folder.get(part);
    }
    folder.set(parts.at(-1), file);
  }
  return root;
}

function uncoveredLines({ lines }) {
  const ranges = [];
  for (const { line, count } of lines) {
    if (count > 0) continue;
    const last = ranges.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}

function rowsOf(folder, depth = 0) {
  return [...folder].flatMap(([name, entry]) => {
    const label = ' '.repeat(depth) + name;
    if (entry instanceof Map) return [[label, ['', '', ''], ''], ...rowsOf(entry, depth + 1)];
    return [[label, kColumns.map(([, kind]) => entry[`covered${kind}Percent`].toFixed(2)), uncoveredLines(entry)]];
  });
}

const cut = (text, width) => (text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}\u2026`);

// `prefix` begins each line.
function coverageTable(summary, prefix) {
  const rows = rowsOf(treeOf(summary));
  const columnWidths = kColumns.map(([title]) => Math.max(title.length, 6));
  const columnsWidth = columnWidths.reduce((sum, width) => sum + width + 3, 0);
  let fileWidth = Math.max('all files'.length, ...rows.map(([label]) => label.length));
  let linesWidth = Math.max('uncovered lines'.length, ...rows.map((row) => row[2].length));
  let width = fileWidth + 2 + columnsWidth + linesWidth + 2;
  const available = (process.stdout.columns || Infinity) - prefix.length;
  if (width > available) {
    fileWidth = Math.max(fileWidth - Math.floor((width - available) * 0.2), Math.min(8, fileWidth));
    linesWidth = Math.max(available - columnsWidth - (fileWidth + 2) - 2, 1);
    width = available;
  } else {
    linesWidth = Infinity;
  }
  const rule = `${prefix}${'-'.repeat(width)}\n`;
  const row = (label, cells, last) => `${prefix}${cut(label, fileWidth).padEnd(fileWidth)} | ` +
    `${cells.map((cell, i) => cell.padStart(columnWidths[i])).join(' | ')} | ${cut(last, linesWidth)}\n`;
  return `${prefix}start of coverage report\n${rule}${row('file', kColumns.map(([title]) => title), 'uncovered lines')}${rule}` +
    `${rows.map((cells) => row(...cells)).join('')}${rule}` +
    `${row('all files', kColumns.map(([, kind]) => summary.totals[`covered${kind}Percent`].toFixed(2)), '')}${rule}` +
    `${prefix}end of coverage report\n`;
}

module.exports = { coverageTable };
