'use strict';

// postMessageToThread(): a message for any thread of the process, heard as 'workerMessage' of its process object. A thread is found by its id: a
// worker by the port to its parent, the main thread by an inbox of its own. The answer comes back by a port that travels with the message.

const {
  codes: {
    ERR_WORKER_MESSAGING_ERRORED, ERR_WORKER_MESSAGING_FAILED, ERR_WORKER_MESSAGING_SAME_THREAD, ERR_WORKER_MESSAGING_TIMEOUT,
  },
} = require('internal/errors');
const { validateNumber } = require('internal/validators');
const { makeInbox, postToInbox } = internalBinding('messaging');
const { threadId } = internalBinding('worker');
const { MessageChannel, nativePort } = require('internal/worker/io');

const kDone = 0;
const kNoListener = 1;
const kFailed = 2;

let inbox;
const nameOf = (id) => `thread ${id}`;

function onWorkerMessage({ value, source, reply }) {
  let outcome = kDone;
  try {
    if (!process.emit('workerMessage', value, source)) outcome = kNoListener;
  } catch {
    outcome = kFailed;
  }
  reply.postMessage(outcome);
  reply.close();
}

// Called when the main thread's first 'workerMessage' listener is added.
function openInbox() {
  if (inbox !== undefined) return;
  inbox = makeInbox(nameOf(threadId()));
  inbox.on('message', onWorkerMessage);
  nativePort.unref.call(inbox);
}

async function postMessageToThread(target, value, transferList, timeout) {
  if (typeof transferList === 'number' && timeout === undefined) {
    timeout = transferList;
    transferList = [];
  }
  if (timeout !== undefined) validateNumber(timeout, 'timeout', 0);
  if (target === threadId()) throw new ERR_WORKER_MESSAGING_SAME_THREAD();
  const { port1: answers, port2: reply } = new MessageChannel();
  const message = { type: 'workerMessage', value, source: threadId(), reply };
  if (postToInbox(nameOf(target), message, [...(transferList ?? []), reply]) !== true) {
    answers.close();
    throw new ERR_WORKER_MESSAGING_FAILED();
  }
  let timer;
  const outcome = await new Promise((resolve, reject) => {
    answers.on('message', resolve);
    answers.on('close', () => resolve(kNoListener));
    if (timeout !== undefined) timer = setTimeout(() => reject(new ERR_WORKER_MESSAGING_TIMEOUT()), timeout);
  }).finally(() => {
    clearTimeout(timer);
    answers.close();
  });
  if (outcome === kNoListener) throw new ERR_WORKER_MESSAGING_FAILED();
  if (outcome === kFailed) throw new ERR_WORKER_MESSAGING_ERRORED();
}

module.exports = { onWorkerMessage, openInbox, postMessageToThread };
