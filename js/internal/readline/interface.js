'use strict';

// readline's Interface: lines from a stream, edited by keys when the stream is a terminal.

const EventEmitter = require('events');
const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateString, validateUint32 } = require('internal/validators');
const { clearScreenDown, cursorTo } = require('internal/readline/csi');
const { Editor } = require('internal/readline/editor');
const { History } = require('internal/readline/history');
const { charLengthAt, charLengthLeft } = require('internal/readline/keys');

const kMinCrlfDelay = 100;
const kEscapeCodeTimeout = 500;
const kLineEnding = /\r?\n|\r(?!\n)|\u2028|\u2029/g;

const kDecoder = Symbol('decoder');
const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');  // The iterator gives lines, not arrays of arguments.
const kHistory = Symbol('history');
const kLineStream = Symbol('lineStream');
const kOldPrompt = Symbol('oldPrompt');
const kPartialLine = Symbol('partialLine');
const kPreviousKey = Symbol('previousKey');
const kPrompt = Symbol('prompt');
const kQuestionCallback = Symbol('questionCallback');
const kQuestionReject = Symbol('questionReject');
const kSawReturnAt = Symbol('sawReturnAt');
const kSearch = Symbol('search');

function readOptions(self, options) {
  if (options.tabSize !== undefined) {
    validateUint32(options.tabSize, 'tabSize', true);
    self.tabSize = options.tabSize;
  }
  if (options.escapeCodeTimeout !== undefined) {
    if (!Number.isFinite(options.escapeCodeTimeout)) throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', self.escapeCodeTimeout);
    self.escapeCodeTimeout = options.escapeCodeTimeout;
  }
  if (options.signal) validateAbortSignal(options.signal, 'options.signal');
}

// Node's order: input, output, completer, terminal; or all of it in one object.
function InterfaceConstructor(input, output, completer, terminal) {
  this[kSawReturnAt] = 0;
  this.isCompletionEnabled = true;
  this[kPreviousKey] = null;
  this.escapeCodeTimeout = kEscapeCodeTimeout;
  this.tabSize = 8;
  Reflect.apply(EventEmitter, this, []);
  const options = input?.input ? input : { input, output, completer, terminal };
  if (options === input) readOptions(this, options);
  ({ input, output, completer, terminal } = options);
  this[kHistory] = new History(this, options);
  if (completer !== undefined && typeof completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', completer);
  if (terminal === undefined && output !== null && output !== undefined) terminal = Boolean(output.isTTY);
  Reflect.apply(Editor, this, []);
  this[kSearch] = null;
  this.output = output;
  this.input = input;
  this.crlfDelay = options.crlfDelay ? Math.max(kMinCrlfDelay, options.crlfDelay) : kMinCrlfDelay;
  this.completer = completer;
  this.setPrompt(options.prompt === undefined ? '> ' : options.prompt);
  this.terminal = Boolean(terminal);
  this[kLineStream] = undefined;
  listen(this, input, output);
  if (options.signal) closeOnAbort(this, options.signal);
  this.line = '';
  input.resume();
}

Object.setPrototypeOf(InterfaceConstructor.prototype, Editor.prototype);
Object.setPrototypeOf(InterfaceConstructor, EventEmitter);

function listen(self, input, output) {
  const { terminal } = self;
  const listeners = {
    error: (error) => self.emit('error', error),
    end() {
      const rest = terminal ? self.line : self[kPartialLine];
      if (typeof rest === 'string' && rest.length > 0) self.emit('line', rest);
      self.close();
    },
  };
  const onResize = () => self._refreshLine();
  if (terminal) {
    listeners.keypress = (text, key) => {
      self._ttyWrite(text, key);
      // Half of a surrogate pair is drawn anew once the other half is there.
      const unit = key?.sequence?.charCodeAt(0);
      if (unit >= 0xD800 && unit <= 0xDFFF) self._refreshLine();
    };
    require('internal/readline/keys').emitKeypressEvents(input, self);
  } else {
    listeners.data = (data) => self._normalWrite(data);
    const { StringDecoder } = require('string_decoder');
    self[kDecoder] = new StringDecoder('utf8');
  }
  for (const name in listeners) input.on(name, listeners[name]);
  if (terminal) {
    self._setRawMode(true);
    self.cursor = 0;
    output?.on('resize', onResize);
  }
  self.once('close', () => {
    for (const name in listeners) input.removeListener(name, listeners[name]);
    if (terminal) output?.removeListener('resize', onResize);
  });
}

function closeOnAbort(self, signal) {
  const onAborted = () => self.close();
  if (signal.aborted) {
    process.nextTick(onAborted);
    return;
  }
  const disposable = require('internal/events/abort_listener').addAbortListener(signal, onAborted);
  self.once('close', disposable[Symbol.dispose]);
}

// -- Keys ----------------------------------------------------------------------------------------------------------------------------------

function interrupt(rl) {
  if (rl.listenerCount('SIGINT') > 0) {
    rl.emit('SIGINT');
    return;
  }
  rl.close();
  rl[kQuestionReject]?.(new AbortError('Aborted with Ctrl+C'));
}

function endOfFile(rl) {
  if (rl.cursor === 0 && rl.line.length === 0) {
    rl.close();
    rl[kQuestionReject]?.(new AbortError('Aborted with Ctrl+D'));
  } else if (rl.cursor < rl.line.length) {
    rl._deleteRight();
  }
}

function suspend(rl) {
  if (rl.listenerCount('SIGTSTP') > 0) {
    rl.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    if (!rl.paused) {
      // Paused and resumed, so that the stream hears of keys again.
      rl.pause();
      rl.emit('SIGCONT');
    }
    rl._setRawMode(true);
    rl._refreshLine();
  });
  rl._setRawMode(false);
  process.kill(process.pid, 'SIGTSTP');
}

function clearScreen(rl) {
  cursorTo(rl.output, 0, 0);
  clearScreenDown(rl.output);
  rl._refreshLine();
}

const kLeft = (rl) => rl._moveCursor(-charLengthLeft(rl.line, rl.cursor));
const kRight = (rl) => rl._moveCursor(charLengthAt(rl.line, rl.cursor));
const kHome = (rl) => rl._moveCursor(-Infinity);
const kEnd = (rl) => rl._moveCursor(Infinity);

const kCtrlShiftKeys = {
  __proto__: null,
  backspace: (rl) => rl._deleteLineLeft(),
  delete: (rl) => rl._deleteLineRight(),
};

const kCtrlKeys = {
  __proto__: null,
  a: kHome,
  b: kLeft,
  c: interrupt,
  d: endOfFile,
  e: kEnd,
  f: kRight,
  h: (rl) => rl._deleteLeft(),
  k: (rl) => rl._deleteLineRight(),
  l: clearScreen,
  n: (rl) => rl._historyNext(),
  p: (rl) => rl._historyPrev(),
  u: (rl) => rl._deleteLineLeft(),
  w: (rl) => rl._deleteWordLeft(),
  y: (rl) => rl._yank(),
  z: suspend,
  backspace: (rl) => rl._deleteWordLeft(),
  delete: (rl) => rl._deleteWordRight(),
  left: (rl) => rl._wordLeft(),
  right: (rl) => rl._wordRight(),
};

const kMetaKeys = {
  __proto__: null,
  b: (rl) => rl._wordLeft(),
  d: (rl) => rl._deleteWordRight(),
  f: (rl) => rl._wordRight(),
  y: (rl) => rl._yankPop(),
  backspace: (rl) => rl._deleteWordLeft(),
  delete: (rl) => rl._deleteWordRight(),
};

const kPlainKeys = {
  __proto__: null,
  return(rl) {
    rl[kSawReturnAt] = Date.now();
    rl._line();
  },
  enter(rl) {
    // The \n of \r\n is no second line.
    if (rl[kSawReturnAt] === 0 || Date.now() - rl[kSawReturnAt] > rl.crlfDelay) rl._line();
    rl[kSawReturnAt] = 0;
  },
  backspace: (rl) => rl._deleteLeft(),
  delete: (rl) => rl._deleteRight(),
  left: kLeft,
  right: kRight,
  home: kHome,
  end: kEnd,
  up: (rl) => rl._historyPrev(),
  down: (rl) => rl._historyNext(),
};

// Up and down alone look for lines that begin as the current one does.
function updateSearch(rl, key) {
  if ((key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift) {
    rl[kSearch] ??= rl.line.slice(0, rl.cursor);
  } else if (rl[kSearch] !== null) {
    rl[kSearch] = null;
    const history = rl[kHistory];
    if (history.lines.length === history.index) history.index = -1;
  }
}

// Text that was typed or pasted: line ends in it end lines.
function insertTyped(rl, text) {
  if (typeof text !== 'string' || text === '') return;
  let from = 0;
  for (const match of text.matchAll(kLineEnding)) {
    rl._insertString(text.slice(from, match.index));
    from = match.index + match[0].length;
    rl._line();
  }
  rl._insertString(text.slice(from));
}

class Interface extends InterfaceConstructor {
  get columns() {
    return this.output?.columns ? this.output.columns : Infinity;
  }

  setPrompt(prompt) {
    this[kPrompt] = prompt;
  }

  getPrompt() {
    return this[kPrompt];
  }

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this._refreshLine();
    } else {
      this._writeToOutput(this[kPrompt]);
    }
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this._setRawMode(false);
    this.closed = true;
    this.emit('close');
  }

  pause() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(data, key) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.terminal) this._ttyWrite(data, key);
    else this._normalWrite(data);
  }

  [Symbol.asyncIterator]() {
    if (this[kLineStream] === undefined) {
      this[kLineStream] = EventEmitter.on(this, 'line', { close: ['close'], highWaterMark: 1024, [kFirstEventParam]: true });
    }
    return this[kLineStream];
  }
}

const methods = {
  __proto__: null,

  _setRawMode(mode) {
    const wasRaw = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return wasRaw;
  },

  _writeToOutput(text) {
    validateString(text, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(text);
  },

  _onLine(line) {
    const callback = this[kQuestionCallback];
    if (callback === undefined || callback === null) {
      this.emit('line', line);
      return;
    }
    this[kQuestionCallback] = null;
    this.setPrompt(this[kOldPrompt]);
    callback(line);
  },

  _addHistory() {
    return this[kHistory].add(this.line);
  },

  // The line is entered.
  _line() {
    const line = this._addHistory();
    this._forgetUndo();
    this.clearLine();
    this._onLine(line);
  },

  _historyMove(direction) {
    const line = this[kHistory][direction](this[kSearch] ?? '', this.line);
    if (line === undefined) return;
    this._beforeEdit(this.line, this.cursor);
    this._setText(line, line.length);
  },

  _historyPrev() {
    this._historyMove('previous');
  },

  _historyNext() {
    this._historyMove('next');
  },

  _question(query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (!this[kQuestionCallback]) {
      this[kOldPrompt] = this[kPrompt];
      this.setPrompt(query);
      this[kQuestionCallback] = callback;
    }
    this.prompt();
  },

  _questionCancel() {
    if (!this[kQuestionCallback]) return;
    this[kQuestionCallback] = null;
    this.setPrompt(this[kOldPrompt]);
    this.clearLine();
  },

  // From what is no terminal.
  _normalWrite(data) {
    if (data === undefined) return;
    let text = this[kDecoder].write(data);
    if (this[kSawReturnAt] && Date.now() - this[kSawReturnAt] <= this.crlfDelay) {
      if (text.codePointAt(0) === 10) text = text.slice(1);
      this[kSawReturnAt] = 0;
    }
    if (!text) return;
    const lines = /[\r\u2028\u2029]/.test(text) ? text.split(kLineEnding) : text.split('\n');
    if (this[kPartialLine]) lines[0] = this[kPartialLine] + lines[0];
    this[kPartialLine] = lines.pop();
    if (lines.length === 0) return;
    this[kSawReturnAt] = text.endsWith('\r') ? Date.now() : 0;
    for (const line of lines) this._onLine(line);
  },

  _tabComplete(again) {
    return require('internal/readline/complete').tabComplete(this, again);
  },

  _ttyWrite(text, key = kEmptyObject) {
    key ??= kEmptyObject;
    const previousKey = this[kPreviousKey];
    this[kPreviousKey] = key;
    if (!key.meta || key.name !== 'y') this._endYanking();
    updateSearch(this, key);
    if (typeof key.sequence === 'string') {
      const unit = key.sequence.charCodeAt(0);
      if (unit === 0x1F) return this._undo();
      if (unit === 0x1E) return this._redo();
    }
    if (key.name === 'escape') return undefined;
    if (key.ctrl && key.shift) return kCtrlShiftKeys[key.name]?.(this);
    if (key.ctrl) return kCtrlKeys[key.name]?.(this);
    if (key.meta) return kMetaKeys[key.name]?.(this);
    if (this[kSawReturnAt] && key.name !== 'enter') this[kSawReturnAt] = 0;
    if (key.name === 'tab' && typeof this.completer === 'function' && this.isCompletionEnabled) {
      this._tabComplete(previousKey?.name === 'tab');
      return undefined;
    }
    const act = kPlainKeys[key.name];
    return act === undefined ? insertTyped(this, text) : act(this);
  },
};

for (const name of Object.keys(methods)) {
  Object.defineProperty(Interface.prototype, name, { __proto__: null, value: methods[name], writable: true, configurable: true, enumerable: false });
}

// Properties of each instance in Node; here they read the history.
for (const [name, property] of [['history', 'lines'], ['historyIndex', 'index'], ['historySize', 'size']]) {
  Object.defineProperty(Interface.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[kHistory][property]; },
    set(value) { this[kHistory][property] = value; },
  });
}

Object.defineProperty(Interface.prototype, Symbol.dispose, {
  __proto__: null,
  configurable: true,
  enumerable: true,
  writable: true,
  value: { [Symbol.dispose]() { this.close(); } }[Symbol.dispose],
});

module.exports = { Interface, InterfaceConstructor, kQuestionReject };
