'use strict';

// The Console class. Its methods are in console/methods; the global console, which writes without a stream while it can, in console/global.

const { codes: { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR }, isStackOverflowError } = require('internal/errors');
const { validateInteger, validateObject, validateOneOf } = require('internal/validators');
const { isMap } = require('internal/util/types');
const { formatWithOptions } = require('internal/util/inspect');
const { LabelledTimers } = require('internal/util/debuglog');
const {
  kCounts, kFormat, kGroupIndentation, kGroupIndentationWidth, kInspectOptions, kIsConsole, kStderr, kStdout, kTimers, kWrite, methods,
} = require('internal/console/methods');

const kColorMode = Symbol('kColorMode');
const kMaxGroupIndentation = 1000;
const kColors = { colors: true };
const kNoColors = {};

const inspectOptionsOf = new WeakMap();  // Console -> Map of stream to options.

function noop() {}

function hidden(value, writable = true) {
  return { __proto__: null, value, configurable: true, enumerable: false, writable };
}

function Console(options /* or: stdout, stderr, ignoreErrors = true */) {
  if (new.target === undefined) return Reflect.construct(Console, arguments);

  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation } = options;
  if (!stdout || typeof stdout.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    const byStream = isMap(inspectOptions) ? inspectOptions : new Map([[stdout, inspectOptions], [stderr, inspectOptions]]);
    for (const { colors } of byStream.values()) {
      if (colors !== undefined && options.colorMode !== undefined) {
        throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
      }
    }
    inspectOptionsOf.set(this, byStream);
  }

  // Methods work without their console: `const { log } = new Console(stream)`.
  for (const name of Object.keys(Console.prototype)) {
    this[name] = this[name].bind(this);
    Object.defineProperty(this[name], 'name', { __proto__: null, value: name });
  }
  Object.defineProperties(this, { _stdout: hidden(stdout), _stderr: hidden(stderr) });
  initialize(this, ignoreErrors, colorMode, groupIndentation);
}

function initialize(console, ignoreErrors, colorMode, groupIndentation = 2) {
  const timers = new LabelledTimers('console', (label, time, args = []) => { console.log('%s: %s', label, time, ...args); });
  Object.defineProperties(console, {
    _times: hidden(timers.starts),
    _stdoutErrorHandler: hidden((error) => { swallowError(console._stdout, error); }),
    _stderrErrorHandler: hidden((error) => { swallowError(console._stderr, error); }),
    _ignoreErrors: hidden(Boolean(ignoreErrors)),
    [kTimers]: hidden(timers),
    [kCounts]: hidden(new Map()),
    [kColorMode]: hidden(colorMode),
    [kIsConsole]: hidden(true),
    [kGroupIndentationWidth]: hidden(groupIndentation),
    [kGroupIndentation]: hidden(''),
    [Symbol.toStringTag]: hidden('console', false),
  });
}

// A failed write's 'error' event may come after the callback: somebody must listen, or it would be uncaught.
function swallowError(stream, error) {
  if (error === null || error === undefined || stream._writableState?.errorEmitted) return;
  if (stream.listenerCount('error') === 0) stream.once('error', noop);
}

Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value(instance) { return instance[kIsConsole]; },
});

function indent(console, text) {
  const indentation = console[kGroupIndentation];
  if (indentation.length === 0) return text;
  return indentation + (text.includes('\n') ? text.replaceAll('\n', `\n${indentation}`) : text);
}

function write(which, text) {
  const stream = which === kStdout ? this._stdout : this._stderr;
  const line = `${indent(this, text)}\n`;
  if (this._ignoreErrors === false) return stream.write(line);
  try {
    // What the stream emits while it writes; console output must not end the process.
    if (stream.listenerCount('error') === 0) stream.once('error', noop);
    stream.write(line, which === kStdout ? this._stdoutErrorHandler : this._stderrErrorHandler);
  } catch (error) {
    // A full stack is the program's error, not the stream's.
    if (isStackOverflowError(error)) throw error;
  } finally {
    stream.removeListener('error', noop);
  }
}

function inspectOptions(which) {
  const stream = which === kStdout ? this._stdout : this._stderr;
  let colors = this[kColorMode];
  if (colors === 'auto') colors = require('internal/util/colors').shouldColorize(stream);
  const options = inspectOptionsOf.get(this)?.get(stream);
  if (options === undefined) return colors ? kColors : kNoColors;
  if (options.colors === undefined) options.colors = colors;
  return options;
}

function format(which, args) {
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  return formatWithOptions(this[kInspectOptions](which), ...args);
}

Object.defineProperties(Console.prototype, {
  [kWrite]: hidden(write),
  [kInspectOptions]: hidden(inspectOptions),
  [kFormat]: hidden(format),
});
for (const name of Object.keys(methods)) Console.prototype[name] = methods[name];
Console.prototype.dirxml = Console.prototype.log;
Console.prototype.groupCollapsed = Console.prototype.group;

module.exports = { Console, hidden, indent, initialize, kColors, kNoColors };
