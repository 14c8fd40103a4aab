'use strict';

// FileHandle.prototype.readableWebStream(): a byte stream over the file, from its current position.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateObject } = require('internal/validators');

const kChunkSize = 16384;
const locked = new WeakSet();

function readableWebStream(handle, options = kEmptyObject, { kRef, kUnref }) {
  validateObject(options, 'options');
  const { autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  if (handle.fd === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (locked.has(handle)) throw new ERR_INVALID_STATE('The FileHandle is locked');
  locked.add(handle);
  const { ReadableStream } = require('stream/web');
  let done = false;
  const finish = async () => {
    if (done) return;
    done = true;
    handle[kUnref]();
    locked.delete(handle);
    if (autoClose) await handle.close();
  };
  handle[kRef]();
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: kChunkSize,
    async pull(controller) {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (bytesRead === 0) {
        await finish();
        controller.close();
      }
      controller.byobRequest.respond(bytesRead);
    },
    cancel: finish,
  });
  return stream;
}

module.exports = { readableWebStream };
