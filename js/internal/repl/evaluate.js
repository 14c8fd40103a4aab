'use strict';

// How the REPL runs input.

const { codes: { ERR_SCRIPT_EXECUTION_INTERRUPTED } } = require('internal/errors');
const { getOptionValue } = require('internal/options');
const { isRecoverable, looksLikeObject } = require('internal/repl/syntax');
const vm = require('vm');

class Recoverable extends SyntaxError {
  constructor(error) {
    super();
    this.err = error;
  }
}
Object.defineProperty(Recoverable, 'name', { __proto__: null, value: 'Recoverable', configurable: true });

function compile(repl, code, file) {
  const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  const source = repl.isStrict() && !/^\s*$/.test(code) ? `'use strict'; void 0;\n${code}` : code;
  return new vm.Script(source, { filename: file, importModuleDynamically });
}

// A TypeScript, if that is what it is, or the compiler's complaint.
function compileInput(repl, code, file) {
  if (looksLikeObject(code)) {
    try {
      return compile(repl, `(${code.trim()})\n`, file);
    } catch {
      // A block, after all.
    }
  }
  return compile(repl, code, file);
}

function awaiting(code) {
  if (!code.includes('await') || !getOptionValue('--experimental-repl-await')) return null;
  try {
    return require('internal/repl/await').processTopLevelAwait(code);
  } catch {
    return null;  // Compiling it says what is wrong.
  }
}

function runScript(repl, script) {
  const options = { displayErrors: false, breakOnSigint: repl.breakEvalOnSigint };
  return repl.useGlobal ? script.runInThisContext(options) : script.runInContext(repl.context, options);
}

// The value of an awaited input, unless the user interrupts it.
function settle(repl, promise, callback) {
  let onInterrupt;
  const interrupted = new Promise((resolve, reject) => {
    onInterrupt = () => reject(new ERR_SCRIPT_EXECUTION_INTERRUPTED());
  });
  repl.awaitInterrupt = onInterrupt;
  repl.pause();
  const end = (error, value) => {
    if (repl.awaitInterrupt === onInterrupt) repl.awaitInterrupt = undefined;
    if (!repl.closed) repl.resume();
    callback(error, value);
  };
  Promise.race([promise, interrupted]).then((result) => end(null, result?.value), (error) => end(error));
}

// eval(code, context, file, callback) of a REPL that has none of its own.
function defaultEval(code, context, file, callback) {
  const repl = this;
  if (code === '\n') {
    callback(null);
    return;
  }
  const asyncCode = awaiting(code);
  let script;
  try {
    script = asyncCode === null ? compileInput(repl, code, file) : compile(repl, asyncCode, file);
  } catch (error) {
    callback(isRecoverable(error, code) ? new Recoverable(error) : error);
    return;
  }
  let result;
  try {
    result = runScript(repl, script);
  } catch (error) {
    callback(error);
    return;
  }
  if (asyncCode === null) callback(null, result);
  else settle(repl, result, callback);
}

module.exports = { Recoverable, defaultEval };
