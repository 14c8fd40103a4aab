'use strict';

// FileHandle.prototype.readableWebStream(): a byte stream over the file, from its current position. Closing the handle cancels it.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateObject } = require('internal/validators');

const kChunkSize = 16384;
const locked = new WeakSet();

function readableWebStream(handle, options = kEmptyObject, { kClosing, kRef, kUnref }) {
  if (handle.fd === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (handle[kClosing] !== null) throw new ERR_INVALID_STATE('The FileHandle is closing');
  if (locked.has(handle)) throw new ERR_INVALID_STATE('The FileHandle is locked');
  locked.add(handle);
  validateObject(options, 'options');
  const { type = 'bytes', autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  if (type !== 'bytes') {
    // The words are Node's.
    process.emitWarning('A non-"bytes" options.type has no effect. A byte-oriented steam is always created.', 'ExperimentalWarning');
  }
  const { ReadableStream } = require('stream/web');
  const { readableStreamCancel } = require('internal/deps/web-streams-polyfill');
  let done = false;
  const finish = async () => {
    if (done) return;
    done = true;
    handle[kUnref]();
    if (autoClose) await handle.close();
  };
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: kChunkSize,
    async pull(controller) {
      const { view } = controller.byobRequest;
      let bytesRead;
      try {
        ({ bytesRead } = await handle.read(view, 0, view.byteLength));
      } catch (error) {
        await finish();
        throw error;
      }
      if (done) return;  // Closed meanwhile.
      if (bytesRead === 0) {
        await finish();
        controller.close();
      }
      controller.byobRequest.respond(bytesRead);
    },
    cancel: finish,
  });
  handle[kRef]();
  // Cancelled although somebody may read it: who waits is told that it ended.
  handle.once('close', () => { if (!done) readableStreamCancel(stream); });
  return stream;
}

module.exports = { readableWebStream };
