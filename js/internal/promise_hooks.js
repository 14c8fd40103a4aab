'use strict';

// V8 calls one function of each kind for promises; here everybody who wants to hear them (async_hooks, v8.promiseHooks) shares it.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');

const trusted = new WeakSet();
const lists = { init: [], before: [], after: [], settled: [] };

function raise(errors) {
  const { triggerUncaughtException } = internalBinding('errors');
  for (const error of errors) triggerUncaughtException(error, false);
}

// All hooks run before any error of one of them is raised.
function runAll(name) {
  return (...args) => {
    const errors = [];
    for (const hook of lists[name].slice()) {
      try {
        hook(...args);
      } catch (error) {
        errors.push(error);
      }
    }
    raise(errors);
  };
}

const runners = { init: runAll('init'), before: runAll('before'), after: runAll('after'), settled: runAll('settled') };

function update() {
  // What a hook throws is uncaught, but V8 would tell nobody of it: only our own, which throw nothing, are called directly.
  const pick = (name) => {
    const list = lists[name];
    return list.length === 0 || (list.length === 1 && trusted.has(list[0])) ? list[0] : runners[name];
  };
  internalBinding('async_wrap').setPromiseHooks(pick('init'), pick('before'), pick('after'), pick('settled'));
}

function add(name, hook) {
  lists[name].push(hook);
  update();
  return () => {
    const index = lists[name].indexOf(hook);
    if (index === -1) return;
    lists[name].splice(index, 1);
    update();
  };
}

// An async function would make promises for each promise.
function validatePlainFunction(value, name) {
  if (typeof value !== 'function') throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
  if (require('internal/util/types').isAsyncFunction(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
}

function makeUser(name) {
  return (hook) => {
    validatePlainFunction(hook, `${name}Hook`);
    return add(name, hook);
  };
}

const onInit = makeUser('init');
const onBefore = makeUser('before');
const onAfter = makeUser('after');
const onSettled = makeUser('settled');

function createHook({ init, before, after, settled } = kEmptyObject) {
  const stops = [];
  if (init) stops.push(onInit(init));
  if (before) stops.push(onBefore(before));
  if (after) stops.push(onAfter(after));
  if (settled) stops.push(onSettled(settled));
  return () => stops.forEach((stop) => stop());
}

// Of async_hooks: functions that never throw.
function createTrustedHook(hooks) {
  for (const hook of Object.values(hooks)) if (hook) trusted.add(hook);
  return createHook(hooks);
}

module.exports = { createHook, createTrustedHook, onInit, onBefore, onAfter, onSettled };
