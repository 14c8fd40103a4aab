'use strict';

// node:worker_threads.

const {
  SHARE_ENV, Worker, getEnvironmentData, isMainThread, resourceLimits, setEnvironmentData, threadId, threadName,
} = require('internal/worker');
const { BroadcastChannel, MessageChannel, MessagePort, receiveMessageOnPort } = require('internal/worker/io');
const {
  isMarkedAsUntransferable, markAsUncloneable, markAsUntransferable, moveMessagePortToContext,
} = require('internal/worker/marks');

const given = isMainThread ? undefined : require('internal/main/worker_thread').given;

module.exports = {
  isInternalThread: false,
  isMainThread,
  MessagePort,
  MessageChannel,
  markAsUncloneable,
  markAsUntransferable,
  isMarkedAsUntransferable,
  moveMessagePortToContext,
  receiveMessageOnPort,
  resourceLimits,
  async postMessageToThread(target, value, transferList, timeout) {
    return require('internal/worker/messaging').postMessageToThread(target, value, transferList, timeout);
  },
  threadId,
  threadName,
  SHARE_ENV,
  Worker,
  parentPort: given?.parentPort ?? null,
  workerData: given !== undefined ? given.workerData : null,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
};

let locks;
Object.defineProperty(module.exports, 'locks', {
  __proto__: null,
  enumerable: true,
  configurable: true,
  get() { return locks ??= require('internal/locks').locks; },
  set(value) { locks = value; },
});
