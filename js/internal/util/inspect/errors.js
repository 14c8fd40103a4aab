'use strict';

// Errors as util.inspect() shows them: the stack, with the class name made right, what repeats left out, and in colours where the frames
// that are not the user's own are grey.

const { getPrefix } = require('internal/util/inspect/names');
const { isError } = require('internal/util');

const { call } = Function.prototype;
const errorToString = call.bind(Error.prototype.toString);
const objectToString = call.bind(Object.prototype.toString);

const kCoreFrame = /^ {4}at (?:[^/\\(]+ \(|)(?:node|isoscope):(.+):\d+:\d+\)?$/;

function tryGet(object, name) {
  try {
    return { value: object[name], threw: false };
  } catch {
    return { value: undefined, threw: true };
  }
}

function getStackString(ctx, error, formatValue) {
  const stack = tryGet(error, 'stack').value;
  if (!stack) return errorToString(error);
  if (typeof stack === 'string') return stack;
  // Error.prepareStackTrace() may have made anything of it: shown whole, an entry a line, which is what no depth means.
  ctx.seen.push(error);
  ctx.indentationLvl += 4;
  const text = formatValue(ctx, stack, NaN);
  ctx.indentationLvl -= 4;
  ctx.seen.pop();
  return `${errorToString(error)}\n    ${text}`;
}

// The first run of more than three lines that `a` and `b` share: [its length, where it starts in a].
function identicalSequenceRange(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const position = b.indexOf(a[i]);
    if (position === -1) continue;
    const longest = Math.min(a.length - i, b.length - position);
    let length = 1;
    while (length < longest && a[i + length] === b[position + length]) length++;
    if (length > 3) return [length, i];
  }
  return [0, 0];
}

// How often the `period` frames at `start` come again right behind.
function countRepeats(frames, start, period) {
  let end = start + period;
  while (end < frames.length && frames[end] === frames[end - period]) end++;
  return Math.floor((end - start) / period) - 1;
}

// Runs of frames that recursion repeats: [{start of the repetition, period, times}], only where three lines or more are saved.
function findRepetitions(frames) {
  const positions = new Map();
  frames.forEach((frame, i) => {
    const list = positions.get(frame);
    if (list === undefined) positions.set(frame, [i]);
    else list.push(i);
  });
  const found = [];
  if (frames.length - positions.size <= 3) return found;
  for (let i = 0; i < frames.length - 3; i++) {
    let best = { saved: 0 };
    const list = positions.get(frames[i]);
    const last = list[list.length - 1];
    for (const next of list) {
      if (next <= i) continue;
      const period = next - i;
      const times = countRepeats(frames, i, period);
      if (times * period > best.saved) best = { saved: times * period, start: i + period, period, times };
      if (i + best.saved + best.period > last) break;  // Nothing longer can be hidden.
    }
    if (best.saved < 3) continue;
    found.push(best);
    i = best.start + best.saved - 1;
  }
  return found;
}

function getStackFrames(ctx, error, stack, formatValue) {
  const frames = stack.split('\n');
  const cause = tryGet(error, 'cause').value;
  if (cause != null && isError(cause)) {
    const causeStack = getStackString(ctx, cause, formatValue);
    const start = causeStack.indexOf('\n    at');
    if (start !== -1) {
      const [length, offset] = identicalSequenceRange(frames, causeStack.slice(start + 1).split('\n'));
      if (length > 0) {
        const skipped = length - 2;
        frames.splice(offset + 1, skipped, ctx.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  if (frames.length > 10) {
    for (const { start, period, times, saved } of findRepetitions(frames).reverse()) {
      const which = times > 1 ? `${period} lines ${times} times...` : 'lines ...';
      frames.splice(start, saved, ctx.stylize(`    ... collapsed ${saved} duplicate lines matching above ${which}`, 'undefined'));
    }
  }
  return frames;
}

// Puts the class name in front where the stack says only "Error", and "[name]" behind where both differ. Stacks that do not look like one are
// left alone.
function improveStack(stack, constructor, name, tag) {
  let length = name.length;
  if (typeof name !== 'string') stack = stack.replace(`${name}`, `${name} [${getPrefix(constructor, tag, 'Error').slice(0, -1)}]`);

  const isRegular = () => name.endsWith('Error') && stack.startsWith(name) &&
    (stack.length === length || stack[length] === ':' || stack[length] === '\n');
  if (constructor !== null && (typeof name !== 'string' || !isRegular())) return stack;

  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    fallback = start?.[1] || '';
    length = fallback.length;
    fallback ||= 'Error';
  }
  const prefix = getPrefix(constructor, tag, fallback).slice(0, -1);
  if (name === prefix) return stack;
  if (!prefix.includes(name)) return `${prefix} [${name}]${stack.slice(length)}`;
  return length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
}

// What the stack shows already is not shown again as a property.
function removeShownKeys(error, keys, stack) {
  for (const key of ['stack', 'message', 'name']) {
    const index = keys.indexOf(key);
    if (index === -1) continue;
    const { value, threw } = tryGet(error, key);
    if (key === 'stack' || (!threw && (typeof value !== 'string' || stack.includes(value)))) keys.splice(index, 1);
  }
}

// -- Colours -------------------------------------------------------------------------------------------------------------------------------

// Underlines the names of packages.
function markNodeModules(ctx, line) {
  return line.replace(/([/\\])node_modules\1((?:@[^/\\]*[/\\])?[^/\\]*)(?=[/\\])/g, (match, separator, name) =>
    `${separator}node_modules${separator}${ctx.stylize(name, 'module')}`);
}

// Greys the working directory (and the parenthesis around the place).
function markCwd(ctx, line, cwd) {
  let start = line.indexOf(cwd);
  if (start === -1) return line;
  let length = cwd.length;
  if (line.slice(start - 7, start) === 'file://') {
    length += 7;
    start -= 7;
  }
  const open = line[start - 1] === '(' ? start - 1 : start;
  const closes = open !== start && line.endsWith(')');
  const end = start + length + 1;
  return line.slice(0, open) + ctx.stylize(line.slice(open, end), 'undefined') + line.slice(end, closes ? -1 : line.length) +
    (closes ? ctx.stylize(')', 'undefined') : '');
}

function colorFrames(ctx, frames) {
  let cwd;
  try {
    cwd = process.cwd();
  } catch {
    // The directory is gone: nothing to grey.
  }
  return frames.map((line) => {
    if (kCoreFrame.test(line)) return ctx.stylize(line, 'undefined');
    line = markNodeModules(ctx, line);
    if (cwd === undefined) return line;
    const marked = markCwd(ctx, line, cwd);
    return marked === line && line.includes('file://') ? markCwd(ctx, line, require('internal/url').pathToFileURL(cwd).href) : marked;
  });
}

// The text of `error`; removes from and adds to `keys`, the properties to show beside it.
function formatError(error, constructor, tag, ctx, keys, formatValue) {
  let stack;
  try {
    stack = getStackString(ctx, error, formatValue);
  } catch {
    return objectToString(error);
  }
  const message = tryGet(error, 'message').value;
  const name = tryGet(error, 'name').value ?? 'Error';
  if (!ctx.showHidden && keys.length !== 0) removeShownKeys(error, keys, stack);
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(tryGet(error, 'errors').value) && !keys.includes('errors')) keys.push('errors');

  stack = improveStack(stack, constructor, name, tag);

  // The frames begin behind the message, which may itself look like frames.
  let position = (message && stack.indexOf(message)) || -1;
  if (position !== -1) position += message.length;
  const start = stack.indexOf('\n    at', position);
  if (start === -1) {
    stack = `[${stack}]`;
  } else {
    const frames = getStackFrames(ctx, error, stack.slice(start + 1), formatValue);
    stack = `${stack.slice(0, start)}\n${(ctx.colors ? colorFrames(ctx, frames) : frames).join('\n')}`;
  }
  return ctx.indentationLvl === 0 ? stack : stack.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
}

module.exports = { formatError, identicalSequenceRange };
