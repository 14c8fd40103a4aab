'use strict';

// The global console. Node writes standard output and error of files, pipes and terminals synchronously; so as long as nobody has asked for
// process.stdout (or stderr), and thus could have replaced its write(), a line goes to the descriptor with one call and no stream is loaded.

const { Console, hidden, indent, initialize, kColors, kNoColors } = require('internal/console/constructor');
const { kInspectOptions, kStderr, kStdout, kWrite } = require('internal/console/methods');
const { stdioMaterialized } = require('internal/process/stdio');

const descriptors = internalBinding('process_methods');
const vmConsole = globalThis.console;
const globalConsole = Object.create({});

const streamWrite = Console.prototype[kWrite];
function write(which, text) {
  if (hasOwnStream(which) || stdioMaterialized(which)) return Reflect.apply(streamWrite, globalConsole, [which, text]);
  descriptors.writeSync(which, `${indent(globalConsole, text)}\n`);  // An error is ignored, as a stream's is.
}

// Whether descriptors are terminals does not change while the process runs; found out at run time only, by whoever logs an object first.
const isTerminal = [undefined, undefined, undefined];
const streamInspectOptions = Console.prototype[kInspectOptions];
function inspectOptions(which) {
  if (hasOwnStream(which) || stdioMaterialized(which)) return Reflect.apply(streamInspectOptions, globalConsole, [which]);
  const { shouldColorizeFd } = require('internal/util/colors');
  if (process.env.FORCE_COLOR !== undefined) return shouldColorizeFd(which) ? kColors : kNoColors;
  isTerminal[which] ??= require('internal/util').guessHandleType(which) === 'TTY';
  return isTerminal[which] && shouldColorizeFd(which) ? kColors : kNoColors;
}

// console._stdout and _stderr: the streams of process, or what a user has put in their place.
const ownStreams = [undefined, undefined, undefined];
const hasOwnStream = (which) => ownStreams[which] !== undefined;

function defineStream(name, which) {
  Object.defineProperty(globalConsole, `_${name}`, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() { return ownStreams[which] ??= process[name]; },
    set(stream) { ownStreams[which] = stream; },
  });
}

for (const key of Object.keys(Console.prototype)) {
  const method = Console.prototype[key].bind(globalConsole);
  Object.defineProperty(method, 'name', { __proto__: null, value: key });
  globalConsole[key] = method;
}
for (const key of Object.getOwnPropertySymbols(Console.prototype)) {
  Object.defineProperty(globalConsole, key, hidden(Console.prototype[key]));
}
Object.defineProperty(globalConsole, kWrite, hidden(write));
Object.defineProperty(globalConsole, kInspectOptions, hidden(inspectOptions));
defineStream('stdout', kStdout);
defineStream('stderr', kStderr);
initialize(globalConsole, true, 'auto');
globalConsole.Console = Console;

// profile(), timeStamp() and the like, which only an inspector listens to.
for (const key of Object.keys(vmConsole ?? {})) {
  if (!Object.hasOwn(globalConsole, key)) globalConsole[key] = vmConsole[key];
}

internalBinding('env').setHostFunction('vmConsole', vmConsole);  // For the inspector.

module.exports = globalConsole;
