'use strict';

// util.debuglog(): messages on stderr for the sections that NODE_DEBUG names; and the timers of console.time().

let isEnabledSection;
function isEnabled(section) {
  if (isEnabledSection === undefined) initializeDebugEnv(process.env.NODE_DEBUG);
  return isEnabledSection(section);
}

// Also called at the start of each process, since NODE_DEBUG may have been read into the startup snapshot otherwise.
function initializeDebugEnv(debugEnv) {
  if (!debugEnv) {
    isEnabledSection = () => false;
    return;
  }
  const pattern = debugEnv.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
  const expression = new RegExp(`^${pattern}$`, 'i');
  isEnabledSection = (section) => expression.test(section);
}

const printers = new Map();
function printerOf(section) {
  let printer = printers.get(section);
  if (printer !== undefined) return printer;
  if (section === 'HTTP' || section === 'HTTP2') {
    process.emitWarning(`Setting the NODE_DEBUG environment variable to '${section.toLowerCase()}' can expose sensitive ` +
      'data (such as passwords, tokens and authentication headers) in the resulting log.');
  }
  const { pid } = process;
  printer = function debug(...args) {
    const { formatWithOptions, inspect } = require('internal/util/inspect');
    const colors = require('internal/util/colors').shouldColorize(process.stderr);
    process.stderr.write(`${section} ${inspect(pid, { colors })}: ${formatWithOptions({ colors }, ...args)}\n`);
  };
  printers.set(section, printer);
  return printer;
}

// `onFirst(debug)` is called with the real function once it is known: callers replace theirs with it.
function debuglog(section, onFirst) {
  let enabled;
  let debug;
  const init = () => {
    if (enabled !== undefined) return enabled;
    section = section.toUpperCase();
    return enabled = isEnabled(section);
  };
  const logger = (...args) => {
    if (enabled === false) return;
    if (debug === undefined) {
      debug = init() ? printerOf(section) : () => {};
      if (typeof onFirst === 'function') {
        Object.defineProperty(debug, 'enabled', { __proto__: null, get: () => enabled, configurable: true, enumerable: true });
        onFirst(debug);
      }
    }
    debug(...args);
  };
  Object.defineProperty(logger, 'enabled', { __proto__: null, get: init, configurable: true, enumerable: true });
  return logger;
}

const kSecond = 1000;
const kMinute = 60 * kSecond;
const kHour = 60 * kMinute;
const pad = (value) => `${value}`.padStart(2, '0');

// '1:02:03.456 (h:mm:ss.mmm)', '2:03.456 (m:ss.mmm)', '3.456s', '456ms'
function formatTime(ms) {
  const hours = Math.floor(ms / kHour);
  ms %= kHour;
  const minutes = Math.floor(ms / kMinute);
  ms %= kMinute;
  if (hours === 0 && minutes === 0) return ms >= kSecond ? `${(ms / kSecond).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
  const [seconds, fraction] = (ms / kSecond).toFixed(3).split('.');
  const start = hours !== 0 ? `${hours}:${pad(minutes)}` : minutes;
  return `${start}:${pad(seconds)}.${fraction} (${hours !== 0 ? 'h:m' : ''}m:ss.mmm)`;
}

// Timers by label, as console.time() has them. `owner` is the name in warnings; `print(label, time, args)`.
class LabelledTimers {
  #starts = new Map();
  #print;
  #owner;

  constructor(owner, print) {
    this.#owner = owner;
    this.#print = print;
  }

  // Node's console shows its map as _times.
  get starts() { return this.#starts; }

  // All three: false when there is one already, or none.
  start(method, label) {
    if (this.#starts.has(label)) {
      process.emitWarning(`Label '${label}' already exists for ${this.#owner}.${method}()`);
      return false;
    }
    this.#starts.set(label, process.hrtime());
    return true;
  }

  log(method, label, args) {
    const start = this.#starts.get(label);
    if (start === undefined) {
      process.emitWarning(`No such label '${label}' for ${this.#owner}.${method}()`);
      return false;
    }
    const { 0: seconds, 1: nanoseconds } = process.hrtime(start);
    this.#print(label, formatTime(seconds * 1000 + nanoseconds / 1e6), args);
    return true;
  }

  end(method, label) {
    const ended = this.log(method, label, undefined);
    this.#starts.delete(label);
    return ended;
  }
}

module.exports = { LabelledTimers, debuglog, formatTime, initializeDebugEnv };
