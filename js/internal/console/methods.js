'use strict';

// What a console can do, in terms of three things each console has: [kFormat](which, args), [kInspectOptions](which), [kWrite](which, text).

const { inspect } = require('internal/util/inspect');
const { channel } = require('diagnostics_channel');
const { Tracer } = require('internal/tracing');
const { captureStackTrace } = Error;

const kCounts = Symbol('kCounts');
const kFormat = Symbol('kFormat');
const kGroupIndentation = Symbol('kGroupIndentation');
const kGroupIndentationWidth = Symbol('kGroupIndentationWidth');
const kInspectOptions = Symbol('kInspectOptions');
const kIsConsole = Symbol('kIsConsole');
const kTimers = Symbol('kTimers');
const kWrite = Symbol('kWrite');
// The two values of `which`: also the descriptors of the global console.
const kStdout = 1;
const kStderr = 2;

const tracer = new Tracer('node,node.console');

const onLog = channel('console.log');
const onInfo = channel('console.info');
const onDebug = channel('console.debug');
const onWarn = channel('console.warn');
const onError = channel('console.error');

const methods = {
  log(...args) {
    if (onLog.hasSubscribers) onLog.publish(args);
    this[kWrite](kStdout, this[kFormat](kStdout, args));
  },

  info(...args) {
    if (onInfo.hasSubscribers) onInfo.publish(args);
    this[kWrite](kStdout, this[kFormat](kStdout, args));
  },

  debug(...args) {
    if (onDebug.hasSubscribers) onDebug.publish(args);
    this[kWrite](kStdout, this[kFormat](kStdout, args));
  },

  warn(...args) {
    if (onWarn.hasSubscribers) onWarn.publish(args);
    this[kWrite](kStderr, this[kFormat](kStderr, args));
  },

  error(...args) {
    if (onError.hasSubscribers) onError.publish(args);
    this[kWrite](kStderr, this[kFormat](kStderr, args));
  },

  dir(object, options) {
    this[kWrite](kStdout, inspect(object, { customInspect: false, ...this[kInspectOptions](kStdout), ...options }));
  },

  time(label = 'default') {
    label = `${label}`;
    if (this[kTimers].start('time', label) && tracer.on) tracer.begin(`time::${label}`);
  },

  timeEnd(label = 'default') {
    label = `${label}`;
    if (this[kTimers].end('timeEnd', label) && tracer.on) tracer.end(`time::${label}`);
  },

  timeLog(label = 'default', ...data) {
    label = `${label}`;
    if (this[kTimers].log('timeLog', label, data) && tracer.on) tracer.step(`time::${label}`, 0, data.length > 0 ? data : undefined);
  },

  trace: function trace(...args) {
    const error = { name: 'Trace', message: this[kFormat](kStderr, args) };
    captureStackTrace(error, trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    this.warn(...args);
  },

  clear() {
    if (!this._stdout.isTTY || process.env.TERM === 'dumb') return;
    this._stdout.write('\u001b[1;1H\u001b[0J');  // The cursor to the first column and row, and all below it erased.
  },

  count(label = 'default') {
    label = `${label}`;
    const count = (this[kCounts].get(label) ?? 0) + 1;
    this[kCounts].set(label, count);
    if (tracer.on) tracer.count(`count::${label}`, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kCounts].delete(label)) return process.emitWarning(`Count for '${label}' does not exist`);
    if (tracer.on) tracer.count(`count::${label}`, 0);
  },

  group(...data) {
    if (data.length > 0) this.log(...data);
    this[kGroupIndentation] += ' '.repeat(this[kGroupIndentationWidth]);
  },

  groupEnd() {
    const indentation = this[kGroupIndentation];
    this[kGroupIndentation] = indentation.slice(0, indentation.length - this[kGroupIndentationWidth]);
  },

  table(tabularData, properties) {
    if (properties !== undefined) require('internal/validators').validateArray(properties, 'properties');
    if (tabularData === null || typeof tabularData !== 'object') return this.log(tabularData);
    const { formatTable } = require('internal/console/table');
    this.log(formatTable(tabularData, properties, this[kInspectOptions](kStdout)));
  },
};

module.exports = {
  kCounts,
  kFormat,
  kGroupIndentation,
  kGroupIndentationWidth,
  kInspectOptions,
  kIsConsole,
  kStderr,
  kStdout,
  kTimers,
  kWrite,
  methods,
};
