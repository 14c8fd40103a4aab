'use strict';

// The thread of module.register()'s hooks. This thread asks and waits, since loading is synchronous here; what a hook leaves to the default
// is asked back, so that there is one implementation of it.

const state = require('internal/modules/hook_state');

// Runs on the thread, as its whole program: only public API is in reach.
function threadMain() {
  const { workerData: { port, signal } } = require('worker_threads');
  const resolvers = [];
  const loaders = [];
  const flag = new Int32Array(signal);
  let answer;
  // Errors that came from the other thread go back as what they were there.
  const idsOfErrors = new WeakMap();

  const tell = (message, transfer) => {
    port.postMessage(message, transfer);
    Atomics.add(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
  const askBack = (method, value, context) => new Promise((resolve, reject) => {
    answer = { resolve, reject };
    tell({ method, value, context });
  });
  const run = (list, method, index, value, context) => {
    if (index < 0) return askBack(method, value, context);
    const next = (nextValue = value, nextContext = {}) => run(list, method, index - 1, nextValue, { ...context, ...nextContext });
    return list[index](value, context, next);
  };
  const methods = {
    async register({ url, data }) {
      const hooks = await import(url);
      await hooks.initialize?.(data);
      if (hooks.resolve) resolvers.push(hooks.resolve);
      if (hooks.load) loaders.push(hooks.load);
      return { hasResolve: hooks.resolve !== undefined, hasLoad: hooks.load !== undefined };
    },
    resolve: ({ value, context }) => run(resolvers, 'resolve', resolvers.length - 1, value, context),
    load: ({ value, context }) => run(loaders, 'load', loaders.length - 1, value, context),
  };
  port.on('message', async (message) => {
    if (message.answer !== undefined) {
      const { error, errorId } = message.answer;
      if (errorId !== undefined) {
        const shown = typeof error === 'object' && error !== null ? error : new Error(String(error));
        idsOfErrors.set(shown, errorId);
        answer.reject(shown);
      } else {
        answer.resolve(message.answer.result);
      }
      return;
    }
    try {
      tell({ result: await methods[message.method](message) });
    } catch (error) {
      tell({ error, errorId: idsOfErrors.get(error) });
    }
  });
}

let worker;
let port;
let flag;

function start() {
  const { MessageChannel, Worker } = require('worker_threads');
  const signal = new SharedArrayBuffer(4);
  flag = new Int32Array(signal);
  const channel = new MessageChannel();
  port = channel.port1;
  worker = new Worker(`(${threadMain})()`, { eval: true, workerData: { port: channel.port2, signal }, transferList: [channel.port2], execArgv: [] });
  worker.unref();
  port.unref();
}

// Sends a request and waits for its result; meanwhile it may ask for the default.
function ask(message, transferList, defaults) {
  const { receiveMessageOnPort } = require('worker_threads');
  const errors = [];
  let seen = Atomics.load(flag, 0);
  port.postMessage(message, transferList);
  for (;;) {
    Atomics.wait(flag, 0, seen);
    seen = Atomics.load(flag, 0);
    for (let received = receiveMessageOnPort(port); received !== undefined; received = receiveMessageOnPort(port)) {
      const { method, value, context, result, error, errorId } = received.message;
      if (errorId !== undefined) throw errors[errorId];
      if (error !== undefined) throw error;
      if (method === undefined) return result;
      let reply;
      try {
        reply = { result: defaults(value, context) };
      } catch (problem) {
        reply = { error: problem, errorId: errors.push(problem) - 1 };
      }
      port.postMessage({ answer: reply });
    }
  }
}

let hasResolve = false;
let hasLoad = false;

const plain = (context) => ({ ...context, importAttributes: { ...context.importAttributes } });

function register(specifier, base, data, transferList) {
  const { resolve } = require('internal/modules/esm/resolve');
  if (worker === undefined) start();
  const url = resolve(specifier, base === 'data:' ? `${require('internal/modules/helpers').pathToUrl(`${process.cwd()}/`)}` : base);
  const added = ask({ method: 'register', url, data }, transferList);
  // The whole chain of the thread is one hook here.
  if (added.hasResolve && !hasResolve) {
    hasResolve = true;
    state.resolve.unshift((value, context, next) => ask({ method: 'resolve', value, context: plain(context) }, undefined, next));
  }
  if (added.hasLoad && !hasLoad) {
    hasLoad = true;
    state.load.unshift((value, context, next) => ask({ method: 'load', value, context: plain(context) }, undefined, next));
  }
}

module.exports = { register };
