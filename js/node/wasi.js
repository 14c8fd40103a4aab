'use strict';

// node:wasi: Node's class over the system calls of the npm package wasm-util, which work on our fs.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WASI_ALREADY_STARTED } } = require('internal/errors');
const { emitExperimentalWarning, kEmptyObject } = require('internal/util');
const {
  validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString, validateUndefined,
} = require('internal/validators');

const kBindingNames = { __proto__: null, unstable: 'wasi_unstable', preview1: 'wasi_snapshot_preview1' };
const kExit = Symbol('kExitCode');

emitExperimentalWarning('WASI');

function environmentOf(env) {
  return Object.entries(env).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`);
}

// The system calls as functions that need no receiver, and what gives them the memory.
function makeCalls(args, env, preopens, stdio) {
  const { WASI: Calls } = require('internal/deps/wasi-preview1');
  const { _setMemory: setMemory, ...calls } = Calls.createSync(args, env, preopens, stdio, require('fs'));
  return [calls, setMemory];
}

class WASI {
  #bindingName;
  #setMemory;
  #started = false;
  #instance;
  #exitCode = 0;

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    validateString(options.version, 'options.version');
    this.#bindingName = kBindingNames[options.version];
    if (this.#bindingName === undefined) throw new ERR_INVALID_ARG_VALUE('options.version', options.version, 'unsupported WASI version');
    if (options.args !== undefined) validateArray(options.args, 'options.args');
    if (options.env !== undefined) validateObject(options.env, 'options.env');
    if (options.preopens !== undefined) validateObject(options.preopens, 'options.preopens');
    const { stdin = 0, stdout = 1, stderr = 2, returnOnExit = true } = options;
    validateInt32(stdin, 'options.stdin', 0);
    validateInt32(stdout, 'options.stdout', 0);
    validateInt32(stderr, 'options.stderr', 0);
    validateBoolean(returnOnExit, 'options.returnOnExit');

    const preopens = Object.entries(options.preopens ?? {}).map(([mappedPath, realPath]) => ({ mappedPath, realPath: `${realPath}` }));
    const [calls, setMemory] = makeCalls((options.args ?? []).map(String), environmentOf(options.env ?? {}), preopens, [stdin, stdout, stderr]);
    this.#setMemory = setMemory;
    if (returnOnExit) {
      calls.proc_exit = (code) => {
        this.#exitCode = code;
        throw kExit;
      };
    }
    this.wasiImport = calls;
  }

  finalizeBindings(instance, { memory = instance?.exports?.memory } = kEmptyObject) {
    if (this.#started) throw new ERR_WASI_ALREADY_STARTED();
    validateObject(instance, 'instance');
    validateObject(instance.exports, 'instance.exports');
    if (!(memory instanceof WebAssembly.Memory)) throw new ERR_INVALID_ARG_TYPE('instance.exports.memory', 'WebAssembly.Memory', memory);
    this.#setMemory(memory);
    this.#instance = instance;
    this.#started = true;
  }

  // Of a command: runs it to its end, and gives its exit code.
  start(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = this.#instance.exports;
    validateFunction(_start, 'instance.exports._start');
    validateUndefined(_initialize, 'instance.exports._initialize');
    try {
      _start();
    } catch (error) {
      if (error !== kExit) throw error;
    }
    return this.#exitCode;
  }

  // Of a library, whose functions are called later.
  initialize(instance) {
    this.finalizeBindings(instance);
    const { _start, _initialize } = this.#instance.exports;
    validateUndefined(_start, 'instance.exports._start');
    if (_initialize !== undefined) {
      validateFunction(_initialize, 'instance.exports._initialize');
      _initialize();
    }
  }

  getImportObject() {
    return { [this.#bindingName]: this.wasiImport };
  }
}

module.exports = { WASI };
