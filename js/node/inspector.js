'use strict';

// The inspector from inside: opening its door, and sessions of the program with itself.

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const {
  codes: {
    ERR_INSPECTOR_ALREADY_ACTIVATED, ERR_INSPECTOR_ALREADY_CONNECTED, ERR_INSPECTOR_CLOSED, ERR_INSPECTOR_COMMAND, ERR_INSPECTOR_NOT_ACTIVE,
    ERR_INSPECTOR_NOT_CONNECTED, ERR_INSPECTOR_NOT_WORKER,
  },
} = require('internal/errors');
const { queueMicrotask } = require('internal/process/task_queues');
const { isUint8Array } = require('internal/util/types');
const { isUint32, validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const binding = internalBinding('inspector');

class Session extends EventEmitter {
  #connection = null;
  #nextId = 1;
  #callbacks = new Map();

  connect() {
    if (this.#connection) throw new ERR_INSPECTOR_ALREADY_CONNECTED('The inspector session');
    this.#connection = new binding.Connection((message) => this.#onMessage(message));
  }

  connectToMainThread() {
    if (binding.isMainThread()) throw new ERR_INSPECTOR_NOT_WORKER();
    if (this.#connection) throw new ERR_INSPECTOR_ALREADY_CONNECTED('The inspector session');
    this.#connection = new binding.MainThreadConnection((message) => queueMicrotask(() => this.#onMessage(message)));
  }

  #onMessage(text) {
    const message = JSON.parse(text);
    try {
      if (message.id) {
        const callback = this.#callbacks.get(message.id);
        this.#callbacks.delete(message.id);
        if (!callback) return;
        if (message.error) callback(new ERR_INSPECTOR_COMMAND(message.error.code, message.error.message));
        else callback(null, message.result);
      } else {
        this.emit(message.method, message);
        this.emit('inspectorNotification', message);
      }
    } catch (error) {
      // It was thrown below V8's inspector, which must not see it.
      process.emitWarning(error);
    }
  }

  post(method, params, callback) {
    validateString(method, 'method');
    if (!callback && typeof params === 'function') {
      callback = params;
      params = null;
    }
    if (params) validateObject(params, 'params');
    if (callback) validateFunction(callback, 'callback');
    if (!this.#connection) throw new ERR_INSPECTOR_NOT_CONNECTED();
    const id = this.#nextId++;
    if (callback) this.#callbacks.set(id, callback);
    this.#connection.dispatch(JSON.stringify({ id, method, params: params || undefined }));
  }

  disconnect() {
    if (!this.#connection) return;
    this.#connection.disconnect();
    this.#connection = null;
    for (const callback of this.#callbacks.values()) process.nextTick(callback, new ERR_INSPECTOR_CLOSED());
    this.#callbacks.clear();
    this.#nextId = 1;
  }
}

function isLoopback(host) {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|0:0:0:0:0:0:0:1)$/i.test(host);
}

function open(port, host, wait) {
  if (binding.isEnabled()) throw new ERR_INSPECTOR_ALREADY_ACTIVATED();
  if (isUint32(port)) validateInt32(port, 'port', 0, 65535);
  if (host && !isLoopback(`${host}`)) {
    process.emitWarning(
      'Binding the inspector to a public IP with an open port is insecure, as it allows external hosts to connect to the inspector ' +
      'and perform a remote code execution attack. Documentation can be found at https://nodejs.org/api/cli.html#--inspecthostport',
      'SecurityWarning',
    );
  }
  binding.open(isUint32(port) ? port : undefined, host ? `${host}` : undefined);
  if (wait) waitForDebugger();
  return { __proto__: null, [Symbol.dispose]() { binding.close(); } };
}

function waitForDebugger() {
  if (!binding.waitForDebugger()) throw new ERR_INSPECTOR_NOT_ACTIVE();
}

// What each event needs to be one, with the types of its members; an event that lacks some is no event, as in Node.
const kRequest = { url: 'string', method: 'string', headers: 'object' };
const kResponse = { status: 'number', statusText: 'string', headers: 'object' };
const kChunk = { requestId: 'string', timestamp: 'number', dataLength: 'number', encodedDataLength: 'number' };
const networkEvents = {
  requestWillBeSent: { requestId: 'string', request: kRequest, timestamp: 'number', wallTime: 'number' },
  responseReceived: { requestId: 'string', timestamp: 'number', type: 'string', response: { url: 'string', ...kResponse } },
  loadingFinished: { requestId: 'string', timestamp: 'number' },
  loadingFailed: { requestId: 'string', timestamp: 'number', type: 'string', errorText: 'string' },
  dataSent: kChunk,
  dataReceived: kChunk,
  webSocketCreated: { requestId: 'string', url: 'string' },
  webSocketClosed: { requestId: 'string', timestamp: 'number' },
  webSocketHandshakeResponseReceived: { requestId: 'string', response: kResponse, timestamp: 'number' },
};

function has(value, shape) {
  return Object.keys(shape).every((key) => {
    const member = value[key];
    if (typeof shape[key] === 'string') return typeof member === shape[key] && member !== null;
    return typeof member === 'object' && member !== null && has(member, shape[key]);
  });
}

function withDefaults(name, params) {
  const { data } = params;
  if (isUint8Array(data)) return { ...params, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') };
  const initiator = { type: 'script' };
  if (name === 'webSocketCreated') return { initiator, ...params };
  if (name !== 'requestWillBeSent') return params;
  return { initiator, ...params, request: { hasPostData: false, ...params.request } };
}

const Network = {};
for (const name of Object.keys(networkEvents)) {
  Network[name] = { [name](params) {
    if (params) validateObject(params, 'params');
    if (params && has(params, networkEvents[name])) binding.emitProtocolEvent(`Network.${name}`, JSON.stringify(withDefaults(name, params)));
  } }[name];
}

const NetworkResources = {
  put(url, data) {
    process.emitWarning(
      'The --experimental-inspector-network-resource option is not enabled. Please enable it to use the putNetworkResource function',
    );
  },
};

module.exports = {
  open,
  close: binding.close,
  url: binding.url,
  waitForDebugger,
  console: binding.console(),
  Session,
  Network,
  NetworkResources,
};
