'use strict';

// fs.openAsBlob(): a Blob whose bytes stay in the file until they are read. It knows the file by size and time: once that has changed, reading it
// fails, as does reading a slice of it or a Blob that was made with it.

const { closeSync, fstatSync, openSync, promises } = require('fs');
const { getValidatedPath } = require('internal/fs/paths');
const { validateObject, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { blobOfPieces } = require('internal/blob');

const kStep = 64 * 1024;

function unreadable() {
  const { DOMException } = require('internal/domexception');
  return new DOMException('The blob could not be read', 'NotReadableError');
}

class FilePiece {
  #path;
  #start;
  #stats;

  constructor(path, stats, start, byteLength) {
    this.#path = path;
    this.#stats = stats;
    this.#start = start;
    this.byteLength = byteLength;
  }

  subarray(start, end) {
    return new FilePiece(this.#path, this.#stats, this.#start + start, end - start);
  }

  // The bytes, in steps.
  async *read() {
    let handle;
    try {
      handle = await promises.open(this.#path);
      let at = 0;
      do {
        const { size, mtimeNs } = await handle.stat({ bigint: true });
        if (size !== this.#stats.size || mtimeNs !== this.#stats.mtimeNs) throw unreadable();
        const chunk = new Uint8Array(Math.min(kStep, this.byteLength - at));
        const { bytesRead } = await handle.read(chunk, 0, chunk.byteLength, this.#start + at);
        if (bytesRead < chunk.byteLength) throw unreadable();
        at += bytesRead;
        if (bytesRead > 0) yield chunk;
      } while (at < this.byteLength);
    } catch {
      throw unreadable();
    } finally {
      await handle?.close();
    }
  }
}

function openAsBlob(path, options = kEmptyObject) {
  validateObject(options, 'options');
  const { type = '' } = options;
  validateString(type, 'options.type');
  path = getValidatedPath(path);
  let stats;
  try {
    const fd = openSync(path);
    stats = fstatSync(fd, { bigint: true });
    closeSync(fd);
  } catch {
    throw Object.assign(new TypeError('Unable to open file as blob'), { code: 'ERR_INVALID_ARG_VALUE' });
  }
  return Promise.resolve(blobOfPieces([new FilePiece(path, stats, 0, Number(stats.size))], type));
}

module.exports = { openAsBlob };
