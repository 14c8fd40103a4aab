'use strict';

// --experimental-test-coverage: what V8 counted in the processes of a test run, told by lines, branches and functions.
//
// Each process writes its counts into a folder of the run's own (see internal/coverage); they are added up here.

const fs = require('fs');
const path = require('path');
const { fileURLToPath } = require('internal/url');

const kLineEnd = /(?<=\r?\n)/u;
const kComment = /\/\* node:coverage (?<status>enable|disable|ignore next(?: (?<count>\d+))?) \*\//;
const kTestFiles = ['**/{test,test/**/*,test-*,*[._-]test}.?(c|m){j,t}s'];

const contains = (outer, inner) => outer.startOffset <= inner.startOffset && outer.endOffset >= inner.endOffset;
const sameRange = (a, b) => a.startOffset === b.startOffset && a.endOffset === b.endOffset;

// -- Adding up --------------------------------------------------------------------------------------------------------------------------------

// How often the code of `range` ran as `ranges` (of one function, outer ones first) say.
function countOf(ranges, range) {
  let count = 0;
  for (const other of ranges) if (contains(other, range)) count = other.count;
  return count;
}

// A block that only one of both knows ran in the other as often as what is around it. One that did not run in the first but in the second is
// covered: as in Node, it is not told of any more.
function addRanges(known, more) {
  const isKnown = (range) => known.some((other) => sameRange(other, range));
  const fromBoth = (ranges, others) => ranges.map((range) => ({ ...range, own: range.count, count: range.count + countOf(others, range) }));
  const sums = [...fromBoth(known, more), ...fromBoth(more.filter((range) => !isKnown(range)), known)]
    .filter(({ own, count, ...range }) => own > 0 || count === 0 || more.some((other) => isKnown(other) && sameRange(other, range)))
    .map(({ startOffset, endOffset, count }) => ({ startOffset, endOffset, count }));
  return sums.sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
}

function addScript(known, more) {
  for (const script of more.functions) {
    const same = known.functions.find((other) => other.functionName === script.functionName && sameRange(other.ranges[0], script.ranges[0]));
    if (same === undefined) {
      known.functions.push(script);
      continue;
    }
    same.ranges = addRanges(same.ranges, script.ranges);
    same.isBlockCoverage ||= script.isBlockCoverage;
  }
}

// -- Lines ------------------------------------------------------------------------------------------------------------------------------------

function linesOf(source) {
  let offset = 0;
  let isOff = false;
  let ignored = 0;
  return source.split(kLineEnd).map((text, i) => {
    const end = offset + text.replace(/\r?\n$/u, '').length;
    const line = { line: i + 1, startOffset: offset, endOffset: end, count: offset === end ? 1 : 0, ignore: false };
    offset += text.length;
    if (ignored > 0) {
      line.ignore = true;
      ignored--;
    }
    const { status, count } = kComment.exec(text)?.groups ?? {};
    if (status === 'enable') isOff = false;
    else if (status === 'disable') isOff = true;
    else if (status !== undefined) ignored = Number(count ?? 1);
    line.ignore ||= isOff;
    return line;
  });
}

// The lines a range touches; those it covers whole get its count.
function applyRange({ startOffset, endOffset, count }, lines) {
  const touched = [];
  let i = lines.findIndex((line) => startOffset >= line.startOffset && startOffset <= line.endOffset);
  if (i === -1) return touched;
  for (; i < lines.length && endOffset > lines[i].startOffset; i++) {
    if (startOffset <= lines[i].startOffset && endOffset >= lines[i].endOffset) lines[i].count = count;
    touched.push(lines[i]);
  }
  return touched;
}

const percent = (part, whole) => (whole === 0 ? 100 : (part / whole) * 100);

function summarizeFile(file, functions) {
  const lines = linesOf(fs.readFileSync(file, 'utf8'));
  const [shownFunctions, branches] = [[], []];
  let [coveredFunctions, coveredBranches] = [0, 0];
  functions.forEach(({ functionName, isBlockCoverage, ranges }, i) => {
    let most = 0;
    const touched = ranges.map((range) => (isBlockCoverage ? applyRange(range, lines) : []));
    if (!isBlockCoverage && ranges.length > 0) touched[0] = applyRange(ranges[0], lines);
    const isCovered = (k) => ranges[k].count !== 0 || touched[k].every((line) => line.ignore);
    if (isBlockCoverage) {
      ranges.forEach(({ count }, k) => {
        most = Math.max(most, count);
        branches.push({ line: touched[k][0]?.line, count });
        if (isCovered(k)) coveredBranches++;
      });
    }
    if (i === 0 || ranges.length === 0) return;  // The first one is the file itself.
    shownFunctions.push({ name: functionName, count: most, line: touched[0][0]?.line });
    if (isCovered(0)) coveredFunctions++;
  });
  const coveredLines = lines.filter((line) => line.count > 0 || line.ignore).length;
  return {
    path: file,
    totalLineCount: lines.length,
    totalBranchCount: branches.length,
    totalFunctionCount: shownFunctions.length,
    coveredLineCount: coveredLines,
    coveredBranchCount: coveredBranches,
    coveredFunctionCount: coveredFunctions,
    coveredLinePercent: percent(coveredLines, lines.length),
    coveredBranchPercent: percent(coveredBranches, branches.length),
    coveredFunctionPercent: percent(coveredFunctions, shownFunctions.length),
    functions: shownFunctions,
    branches,
    lines: lines.filter((line) => !line.ignore).map(({ line, count }) => ({ line, count })),
  };
}

function addTotals(files) {
  const totals = {};
  for (const kind of ['Line', 'Branch', 'Function']) {
    for (const state of ['total', 'covered']) totals[`${state}${kind}Count`] = files.reduce((sum, file) => sum + file[`${state}${kind}Count`], 0);
    totals[`covered${kind}Percent`] = percent(totals[`covered${kind}Count`], totals[`total${kind}Count`]);
  }
  return totals;
}

// -- A run ------------------------------------------------------------------------------------------------------------------------------------

class Coverage {
  constructor({ cwd, include, exclude, thresholds }) {
    this.cwd = cwd;
    this.include = include;
    this.exclude = exclude.length > 0 ? exclude : kTestFiles;
    this.thresholds = thresholds;
    this.folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'node-coverage-'));
  }

  // This process's own code counts, too.
  startHere() {
    require('internal/coverage').start(this.folder);
  }

  #isWanted(url) {
    if (!url.startsWith('file:')) return false;
    const file = fileURLToPath(url);
    const relative = path.relative(this.cwd, file);
    const matches = (patterns) => patterns.some((pattern) => path.matchesGlob(relative, pattern) || path.matchesGlob(file, pattern));
    if (matches(this.exclude)) return false;
    if (this.include.length > 0) return matches(this.include);
    return !url.includes('/node_modules/');
  }

  // For the event test:coverage.
  summarize() {
    require('internal/coverage').takeCoverage();
    require('internal/coverage').stopCoverage();
    const scripts = new Map();
    try {
      for (const name of fs.readdirSync(this.folder).sort()) {
        if (!/^coverage-.*\.json$/.test(name)) continue;
        const { result } = JSON.parse(fs.readFileSync(path.join(this.folder, name), 'utf8'));
        for (const script of result) {
          if (!this.#isWanted(script.url)) continue;
          const known = scripts.get(script.url);
          if (known === undefined) scripts.set(script.url, script);
          else addScript(known, script);
        }
      }
    } finally {
      fs.rmSync(this.folder, { recursive: true, force: true });
    }
    const files = [];
    for (const { url, functions } of scripts.values()) {
      const file = fileURLToPath(url);
      if (fs.existsSync(file)) files.push(summarizeFile(file, functions));
    }
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { workingDirectory: this.cwd, files, thresholds: { ...this.thresholds }, totals: addTotals(files) };
  }

  // What is below what was asked for.
  failures({ totals }) {
    const kinds = [['line', totals.coveredLinePercent], ['branch', totals.coveredBranchPercent], ['function', totals.coveredFunctionPercent]];
    return kinds.filter(([kind, actual]) => actual < this.thresholds[kind])
      .map(([kind, actual]) => `Error: ${actual.toFixed(2)}% ${kind} coverage does not meet threshold of ${this.thresholds[kind]}%.`);
  }
}

// As the command line asks; undefined when it does not.
function coverageOfOptions() {
  const { getOptionValue } = require('internal/options');
  if (!getOptionValue('--experimental-test-coverage')) return undefined;
  return new Coverage({
    cwd: process.cwd(),
    include: getOptionValue('--test-coverage-include'),
    exclude: getOptionValue('--test-coverage-exclude'),
    thresholds: {
      line: getOptionValue('--test-coverage-lines'),
      branch: getOptionValue('--test-coverage-branches'),
      function: getOptionValue('--test-coverage-functions'),
    },
  });
}

module.exports = { Coverage, coverageOfOptions };
