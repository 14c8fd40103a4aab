'use strict';

// REPLServer: reads input, runs it, prints what came of it.

const { codes: { ERR_INVALID_REPL_EVAL_CONFIG } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { inspect } = require('internal/util/inspect');
const { validateFunction } = require('internal/validators');
const AsyncLocalStorage = require('internal/async_local_storage');
const { Interface } = require('readline');
const vm = require('vm');
const { defineDefaultCommands } = require('internal/repl/commands');
const { Recoverable, defaultEval } = require('internal/repl/evaluate');

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

const kBuffered = Symbol('bufferedCommand');
const kHistorySearch = Symbol('historySearch');
const kPreview = Symbol('preview');
const kContinuation = '| ';

// Which REPL the running code belongs to: errors that it leaves uncaught are printed there.
const running = new AsyncLocalStorage();
let fileCount = 0;

function writer(value) {
  return inspect(value, writer.options);
}
writer.options = { ...inspect.defaultOptions, showProxy: true };

let isIntercepting = false;
function interceptErrors() {
  if (isIntercepting) return;
  isIntercepting = true;
  require('internal/process/uncaught').addInterceptor((error) => {
    const repl = running.getStore();
    if (repl === undefined || repl.closed) return false;
    repl.printError(error);
    repl.clearBufferedCommand();
    repl.lines.level = [];
    repl.displayPrompt();
    return true;
  });
}

function readOptions(prompt, stream, evaluate, useGlobal, ignoreUndefined, replMode) {
  if (prompt !== null && typeof prompt === 'object') return { ...prompt };
  const options = { prompt, eval: evaluate, useGlobal, ignoreUndefined, replMode };
  if (stream !== undefined) {
    options.input = stream.stdin ?? stream;
    options.output = stream.stdout ?? stream;
  }
  return options;
}

function REPLServer(prompt, stream, evaluate, useGlobal, ignoreUndefined, replMode) {
  if (!(this instanceof REPLServer)) return new REPLServer(prompt, stream, evaluate, useGlobal, ignoreUndefined, replMode);
  const options = readOptions(prompt, stream, evaluate, useGlobal, ignoreUndefined, replMode);
  if (options.breakEvalOnSigint && options.eval) throw new ERR_INVALID_REPL_EVAL_CONFIG();
  if (!options.input && !options.output) {
    options.input = process.stdin;
    options.output = process.stdout;
  }
  if (options.terminal === undefined) options.terminal = options.output.isTTY;
  options.terminal = Boolean(options.terminal);
  if (options.terminal && options.useColors === undefined) {
    options.useColors = options.output.hasColors?.() ?? process.env.NODE_DISABLE_COLORS === undefined;
  }
  this.useGlobal = Boolean(options.useGlobal);
  this.ignoreUndefined = Boolean(options.ignoreUndefined);
  this.replMode = options.replMode || REPL_MODE_SLOPPY;
  this.breakEvalOnSigint = Boolean(options.breakEvalOnSigint);
  this.underscoreAssigned = false;
  this.last = undefined;
  this.underscoreErrAssigned = false;
  this.lastError = undefined;
  this.editorMode = false;
  this.lines = [];
  this.lines.level = [];
  this.commands = { __proto__: null };
  this[kBuffered] = '';
  const own = options.eval;
  if (own !== undefined && own !== null) validateFunction(own, 'options.eval');
  this.eval = own ?? defaultEval;
  this._initialPrompt = options.prompt === undefined ? '> ' : options.prompt;
  const completer = typeof options.completer === 'function' ? options.completer :
    (line, callback) => this.complete(line, callback);
  Reflect.apply(Interface, this, [{
    input: options.input, output: options.output, completer, terminal: options.terminal, historySize: options.historySize,
    prompt: this._initialPrompt,
  }]);
  // Only what our own eval would do can be foreseen, and only in the main context.
  Object.defineProperty(this, 'previews', {
    __proto__: null, value: this.terminal && this.eval === defaultEval && this.useGlobal && options.preview !== false, writable: true,
  });
  this.useColors = Boolean(options.useColors);
  this.writer = options.writer || writer;
  if (this.writer === writer) {
    writer.options.colors = this.useColors;
  }
  this.resetContext();
  defineDefaultCommands(this);
  interceptErrors();
  listen(this);
  this.displayPrompt();
}
Object.setPrototypeOf(REPLServer.prototype, Interface.prototype);
Object.setPrototypeOf(REPLServer, Interface);

function listen(repl) {
  let interrupts = 0;
  repl.on('line', (line) => {
    interrupts = 0;
    repl.onLine(line);
  });
  repl.on('SIGINT', () => {
    if (repl.awaitInterrupt !== undefined) {
      repl.awaitInterrupt();
      return;
    }
    const hadInput = repl.line.length > 0 || repl[kBuffered].length > 0 || repl.editorMode;
    repl.clearLine();
    if (!hadInput) {
      if (interrupts++ > 0) {
        repl.close();
        return;
      }
      repl.output.write('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
    } else {
      interrupts = 0;
    }
    repl.editorMode = false;
    repl.clearBufferedCommand();
    repl.lines.level = [];
    repl.displayPrompt();
  });
  repl.once('close', () => process.nextTick(() => repl.emit('exit')));
}

const methods = {
  isStrict() {
    return this.replMode === REPL_MODE_STRICT;
  },

  // -- Input

  onLine(line) {
    if (this.editorMode) {
      this[kBuffered] += `${line}\n`;
      return;
    }
    const text = line.trim();
    if (text.startsWith('.') && !/^\.\d/.test(text) && this[kBuffered] === '' && this.runCommand(text)) return;
    this[kBuffered] += `${line}\n`;
    this.evaluateBuffer();
  },

  // True when it was one.
  runCommand(text) {
    const match = /^\.([^\s]+)\s*(.*)$/.exec(text);
    const command = match === null ? undefined : this.commands[match[1]];
    if (command === undefined) {
      if (match !== null && this[kBuffered] === '') {
        this.output.write('Invalid REPL keyword\n');
        this.displayPrompt();
        return true;
      }
      return false;
    }
    Reflect.apply(command.action, this, [match[2]]);
    return true;
  },

  // .load: as if it had been typed.
  runInput(text) {
    this[kBuffered] += text.endsWith('\n') ? text : `${text}\n`;
    this.evaluateBuffer();
  },

  enterEditor() {
    this.editorMode = true;
    this.output.write('// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n');
  },

  leaveEditor() {
    this.editorMode = false;
    this.output.write('\n');
    this.evaluateBuffer();
  },

  evaluateBuffer() {
    const code = this[kBuffered];
    running.run(this, () => {
      try {
        Reflect.apply(this.eval, this, [code, this.context, `REPL${++fileCount}`, (error, value) => this.finish(code, error, value)]);
      } catch (error) {
        this.finish(code, error);
      }
    });
  },

  finish(code, error, value) {
    if (error instanceof Recoverable && !this.editorMode) {
      if (code.trim() !== '' && this[kBuffered] !== '') {
        this.displayPrompt();
        return;
      }
      error = error.err;
    }
    if (error) this.printError(error.err ?? error);
    const text = code.trim();
    if (text !== '') this.lines.push(...text.split('\n'));
    this.clearBufferedCommand();
    if (!error && (!this.ignoreUndefined || value !== undefined)) {
      // An empty line has no value.
      if (text !== '' || value !== undefined) {
        if (!this.underscoreAssigned) this.last = value;
        this.output.write(`${this.writer(value)}\n`);
      }
    }
    if (!this.closed) this.displayPrompt();
  },

  // -- Output

  displayPrompt(preserveCursor) {
    const prompt = this[kBuffered] === '' ? this._initialPrompt : kContinuation;
    Reflect.apply(Interface.prototype.setPrompt, this, [prompt]);
    this.prompt(preserveCursor);
  },

  setPrompt(prompt) {
    this._initialPrompt = prompt;
    Reflect.apply(Interface.prototype.setPrompt, this, [prompt]);
  },

  printError(error) {
    if (!this.underscoreErrAssigned) this.lastError = error;
    let text;
    const isObject = typeof error === 'object' && error !== null;
    if (isObject && typeof error.stack === 'string' && isErrorLike(error)) {
      text = describeError(this, error);
    } else {
      text = `Uncaught ${this.writer(error)}\n`;
    }
    this.output.write(text);
  },

  // -- Context

  createContext() {
    let context;
    if (this.useGlobal) {
      context = globalThis;
    } else {
      context = vm.createContext();
      const known = new Set(vm.runInContext('Object.getOwnPropertyNames(globalThis)', context));
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        if (known.has(name)) continue;
        Object.defineProperty(context, name, { __proto__: null, ...Object.getOwnPropertyDescriptor(globalThis, name) });
      }
      context.global = context;
      context.globalThis = context;
    }
    const { Module } = require('internal/modules/cjs/loader');
    const { addBuiltinLibsToObject, makeRequireFunction } = require('internal/modules/helpers');
    const module = new Module('<repl>');
    module.paths = Module._resolveLookupPaths('<repl>', undefined) ?? [];
    module.paths = [...Module._nodeModulePaths(process.cwd()), ...module.paths.filter((path) => path !== '.')];
    const define = (name, value) => Object.defineProperty(context, name, {
      __proto__: null, configurable: true, enumerable: true, writable: true, value,
    });
    define('module', module);
    define('require', makeRequireFunction(Module, module));
    addBuiltinLibsToObject(context, '<REPL>');
    return context;
  },

  resetContext() {
    this.context = this.createContext();
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.lines = [];
    this.lines.level = [];
    defineUnderscore(this, '_', 'last', 'underscoreAssigned', 'Expression assignment to _ now disabled.');
    defineUnderscore(this, '_error', 'lastError', 'underscoreErrAssigned', 'Expression assignment to _error now disabled.');
    this.emit('reset', this.context);
  },

  // What let, const and class have declared: V8 tells only a debugger; what the session has entered tells most of it.
  lexicalNames() {
    const names = [];
    for (const line of this.lines) {
      for (const match of line.matchAll(/\b(?:let|const|class)\s+([\w$]+)/g)) names.push(match[1]);
    }
    return names;
  },

  clearBufferedCommand() {
    this[kBuffered] = '';
  },

  defineCommand(keyword, command) {
    if (typeof command === 'function') command = { action: command };
    else validateFunction(command.action, 'cmd.action');
    this.commands[keyword] = command;
  },

  complete(line, callback) {
    let result;
    try {
      result = require('internal/repl/completion').complete(this, line);
    } catch (error) {
      callback(error);
      return;
    }
    callback(null, result);
  },

  // In the editor what is completed are the lines before the cursor.
  completeOnEditorMode(callback) {
    return (error, results) => callback(error, results);
  },

  setupHistory(config = kEmptyObject, ready = undefined) {
    let path = config;
    if (typeof config === 'function') {
      ready = config;
      path = undefined;
    } else if (config !== null && typeof config === 'object') {
      path = config.filePath;
      ready ??= config.onHistoryFileLoaded;
    }
    require('internal/repl/history').setupHistory(this, path, ready ?? (() => {}));
  },

  close() {
    if (this.closed) return;
    Reflect.apply(Interface.prototype.close, this, []);
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(REPLServer.prototype, name, { __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: false });
}

// Ctrl+D ends the editor, not the session.
const { _ttyWrite } = Interface.prototype;
Object.defineProperty(REPLServer.prototype, '_ttyWrite', {
  __proto__: null,
  writable: true,
  configurable: true,
  enumerable: false,
  value: function ttyWrite(text, key) {
    if (this.editorMode && key?.ctrl && key.name === 'd' && this.line === '') {
      this.leaveEditor();
      return;
    }
    this[kPreview]?.clear();
    if (this.editorMode || !this.terminal) {
      Reflect.apply(_ttyWrite, this, [text, key]);
      return;
    }
    this[kHistorySearch] ??= new (require('internal/repl/search').HistorySearch)(this);
    if (this[kHistorySearch].onKey(text, key)) return;
    Reflect.apply(_ttyWrite, this, [text, key]);
    if (this.previews && this[kBuffered] === '' && !this.closed) {
      this[kPreview] ??= new (require('internal/repl/preview').Preview)(this);
      this[kPreview].show();
    }
  },
});

function defineUnderscore(repl, name, property, assigned, notice) {
  Object.defineProperty(repl.context, name, {
    __proto__: null,
    configurable: true,
    get: () => repl[property],
    set(value) {
      repl[property] = value;
      if (repl[assigned]) return;
      repl[assigned] = true;
      repl.output.write(`${notice}\n`);
    },
  });
}

const isErrorLike = (error) => Object.prototype.toString.call(error) === '[object Error]' || error instanceof Error;

// Without what runs the REPL itself: everything from the last frame that is no function's on.
function describeError(repl, error) {
  let { stack } = error;
  let arrow = '';
  if (error.name === 'SyntaxError') {
    // "file:line" stands above the source line and its caret.
    const match = /^REPL\d+:\d+\r?\n([^\n]*\n[^\n]*\n)\s*(?=\S*SyntaxError)/.exec(stack);
    if (match !== null) arrow = `${match[1]}\n`;
    stack = stack.slice(stack.indexOf('SyntaxError')).replace(/\n\s+at [\s\S]*$/, '');
  } else {
    stack = stack.replace(/^REPL\d+:\d+\r?\n[^\n]*\n[^\n]*\n\s*\n?/, '');
    const lines = stack.split('\n');
    const last = lines.findLastIndex((line) => /^\s+at REPL\d+:\d+:\d+$/.test(line));
    if (last !== -1) stack = lines.slice(0, last).join('\n');
  }
  const own = Object.getOwnPropertyDescriptor(error, 'stack');
  try {
    Object.defineProperty(error, 'stack', { __proto__: null, value: stack, writable: true, configurable: true });
  } catch {
    // A frozen error shows what it shows.
  }
  let text = repl.writer(error);
  if (own !== undefined) Object.defineProperty(error, 'stack', { ...own, configurable: true });
  if (text === stack && error.name === 'SyntaxError') text = stack;
  // [Error: text] is how an error without a stack shows.
  const bare = /^\[([\s\S]*)\]$/.exec(text);
  if (bare !== null) text = bare[1];
  return `${arrow}Uncaught ${arrow === '' && text.includes('\n    at ') ? text : `${text}`}\n`;
}

function start(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  return new REPLServer(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode);
}

module.exports = { REPLServer, REPL_MODE_SLOPPY, REPL_MODE_STRICT, Recoverable, start, writer };
