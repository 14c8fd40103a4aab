'use strict';

// The Web Locks API: navigator.locks and worker_threads.locks. Who holds and who waits is known to the whole process (the locks binding); what a
// holder does while it holds is known here.

const binding = internalBinding('locks');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateDictionary, validateFunction } = require('internal/validators');

const kConstruct = Symbol('kConstruct');

function domException(message, name) {
  const { DOMException } = require('internal/domexception');
  return new DOMException(message, name);
}

class Lock {
  #name;
  #mode;

  constructor(token, name, mode) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#mode = mode;
  }

  static #of(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) throw new ERR_INVALID_THIS('Lock');
    return value;
  }

  get name() { return Lock.#of(this).#name; }
  get mode() { return Lock.#of(this).#mode; }

  [customInspectSymbol](depth, options) {
    const { inspect } = require('internal/util/inspect');
    return `Lock ${inspect({ name: this.#name, mode: this.#mode }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

// ---- Requests of this thread ----

// Id -> what to do when the lock is granted, or stolen.
const requests = new Map();
let client;
let lastId = 0;

// The native side of this thread. It keeps nothing alive, as in Node: who waits for another thread needs something else to live for.
function openClient() {
  if (client !== undefined) return;
  client = new binding.LockClient();
  client.onevents = handle;
}

// Flat: id, whether the lock was stolen from it (else it was granted), id ...
function handle(events) {
  for (let i = 0; i < events.length; i += 2) {
    const request = requests.get(events[i]);
    if (events[i + 1]) request?.steal();
    else request?.grant();
  }
}

// What this thread's own doing brought about is heard without the loop.
function handleOwn() {
  const events = client.takeEvents();
  if (events.length > 0) Promise.resolve().then(() => handle(events));
}

function checkOptions(options) {
  validateDictionary(options, 'options');
  const { mode = 'exclusive', ifAvailable = false, steal = false, signal } = options ?? kEmptyObject;
  if (mode !== 'exclusive' && mode !== 'shared') {
    throw new ERR_INVALID_ARG_TYPE('options.mode', ['exclusive', 'shared'], mode);
  }
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (signal !== undefined && (steal || ifAvailable)) {
    throw domException('signal cannot be used with steal or ifAvailable', 'NotSupportedError');
  }
  if (steal && ifAvailable) throw domException('ifAvailable and steal are mutually exclusive', 'NotSupportedError');
  if (steal && mode !== 'exclusive') throw domException(`mode: "${mode}" and steal are mutually exclusive`, 'NotSupportedError');
  return { mode, ifAvailable: Boolean(ifAvailable), steal: Boolean(steal), signal };
}

// Holds the lock while `callback` is under way; what it gives or throws is the request's result.
async function hold(id, lock, callback) {
  try {
    return await callback(lock);
  } finally {
    requests.delete(id);
    client.release(id);
    handleOwn();
  }
}

function requestLock(name, { mode, ifAvailable, steal, signal }, callback) {
  openClient();
  const id = ++lastId;
  const lock = new Lock(kConstruct, name, mode);
  const { promise, resolve, reject } = Promise.withResolvers();
  let onAbort;
  const stopListening = () => {
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort);
  };
  const request = {
    grant() {
      stopListening();
      hold(id, lock, callback).then(resolve, reject);
    },
    steal() {
      reject(domException('The operation was aborted', 'AbortError'));
    },
  };
  requests.set(id, request);
  const granted = client.request(id, name, mode === 'exclusive', ifAvailable, steal);
  if (granted === undefined) {  // Asked for at once or never.
    requests.delete(id);
    Promise.resolve().then(() => callback(null)).then(resolve, reject);
  } else if (signal !== undefined) {
    onAbort = () => {
      if (!client.cancel(id)) return;  // Granted in between.
      requests.delete(id);
      handleOwn();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  }
  handleOwn();
  return promise;
}

// ---- LockManager ----

class LockManager {
  constructor(token = undefined) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async request(name, options, callback = undefined) {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    if (callback === undefined) {
      callback = options;
      options = undefined;
    }
    name = `${name}`;
    validateFunction(callback, 'callback');
    const checked = checkOptions(options ?? kEmptyObject);
    if (name.startsWith('-')) throw domException('Lock name may not start with hyphen', 'NotSupportedError');
    checked.signal?.throwIfAborted();
    return requestLock(name, checked, callback);
  }

  async query() {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    const [held, waiting] = binding.query();
    const list = (flat) => {
      const infos = [];
      for (let i = 0; i < flat.length; i += 3) infos.push({ name: flat[i], mode: flat[i + 1] ? 'exclusive' : 'shared', clientId: flat[i + 2] });
      return infos;
    };
    return { held: list(held), pending: list(waiting) };
  }
}

const kEnumerable = { __proto__: null, enumerable: true };
Object.defineProperties(LockManager.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'LockManager' },
  request: kEnumerable,
  query: kEnumerable,
});
Object.defineProperties(Lock.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Lock' },
  name: kEnumerable,
  mode: kEnumerable,
});

module.exports = { Lock, LockManager, locks: new LockManager(kConstruct) };
