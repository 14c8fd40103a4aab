'use strict';

// Between Node's streams and the web's: Readable.toWeb(), fromWeb() and their like.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { Buffer } = require('buffer');
const { Duplex, Readable, Writable, finished } = require('stream');
const { CountQueuingStrategy, ReadableStream, WritableStream } = require('stream/web');
const { isAnyArrayBuffer } = require('internal/util/types');
const { validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/util');

function isWeb(value, method) {
  return value !== null && typeof value === 'object' && typeof value[method] === 'function' && typeof value.pipe !== 'function';
}

// -- The web's to Node's -------------------------------------------------------------------------------------------------------------------

function readingOptions(reader) {
  return {
    read() {
      reader.read().then(({ done, value }) => { this.push(done ? null : value); }, (error) => { this.destroy(error); });
    },
    cancel: (error) => reader.cancel(error),
  };
}

function readableFromWeb(readableStream, options = kEmptyObject) {
  if (!isWeb(readableStream, 'getReader')) throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  const reader = readableStream.getReader();
  let closed = false;
  const { read, cancel } = readingOptions(reader);
  const readable = new Readable({
    objectMode, highWaterMark, encoding, signal, read,
    destroy(error, callback) {
      const done = () => { process.nextTick(callback, error); };
      if (closed) done();
      else cancel(error).then(done, done);
    },
  });
  reader.closed.then(() => { closed = true; }, (error) => {
    closed = true;
    readable.destroy(error);
  });
  return readable;
}

// The write side's methods over a web writer.
function writingOptions(writer) {
  return {
    write(chunk, encoding, callback) {
      writer.ready.then(() => writer.write(chunk)).then(() => callback(), (error) => callback(error));
    },
    final(callback) {
      writer.close().then(() => callback(), (error) => callback(error));
    },
  };
}

function writableFromWeb(writableStream, options = kEmptyObject) {
  if (!isWeb(writableStream, 'getWriter')) throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  const writer = writableStream.getWriter();
  let closed = false;
  const writable = new Writable({
    highWaterMark, objectMode, decodeStrings, signal, ...writingOptions(writer),
    destroy(error, callback) {
      const done = () => { process.nextTick(callback, error); };
      if (closed || error == null) done();
      else writer.abort(error).then(done, done);
    },
  });
  writer.closed.then(() => { closed = true; }, (error) => {
    closed = true;
    writable.destroy(error);
  });
  return writable;
}

function duplexFromWeb(pair, options = kEmptyObject) {
  validateObject(pair, 'pair');
  validateObject(options, 'options');
  const { readable, writable } = pair;
  if (!isWeb(readable, 'getReader')) throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readable);
  if (!isWeb(writable, 'getWriter')) throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writable);
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  const reader = readable.getReader();
  const writer = writable.getWriter();
  const { read, cancel } = readingOptions(reader);
  const duplex = new Duplex({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal, read, ...writingOptions(writer),
    destroy(error, callback) {
      const both = [cancel(error), error == null ? undefined : writer.abort(error)];
      Promise.allSettled(both).then(() => { process.nextTick(callback, error); });
    },
  });
  const fail = (error) => { duplex.destroy(error); };
  reader.closed.then(undefined, fail);
  writer.closed.then(undefined, fail);
  return duplex;
}

// -- Node's to the web's -------------------------------------------------------------------------------------------------------------------

// What zlib refuses is a TypeError to the web, without a word.
function webError(cause) {
  if (cause?.code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause });
  if (typeof cause?.code !== 'string' || !cause.code.startsWith('Z_')) return cause;
  const error = new TypeError(undefined, { cause });
  error.code = cause.code;
  return error;
}

function readableToWeb(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  const objectMode = streamReadable.readableObjectMode;
  const strategy = options.strategy ??
    (objectMode ? new CountQueuingStrategy({ highWaterMark: streamReadable.readableHighWaterMark }) :
      { highWaterMark: streamReadable.readableHighWaterMark, size: (chunk) => chunk.byteLength ?? chunk.length });
  let controller;
  let cancelled = false;
  streamReadable.pause();
  const cleanup = finished(streamReadable, { writable: false }, (error) => {
    error = webError(error);
    cleanup();
    streamReadable.on('error', () => {});  // What comes now has nobody to go to.
    if (error) controller.error(error);
    else if (!cancelled) controller.close();
  });
  streamReadable.on('data', (chunk) => {
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  });
  streamReadable.pause();
  return new ReadableStream({
    start(given) { controller = given; },
    pull() { streamReadable.resume(); },
    cancel(reason) {
      cancelled = true;
      streamReadable.destroy(reason);
    },
  }, strategy);
}

function writableToWeb(streamWritable) {
  if (typeof streamWritable?._writableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  const { writableHighWaterMark: highWaterMark, writableObjectMode: objectMode } = streamWritable;
  let controller;
  let drained;
  let closing;
  const cleanup = finished(streamWritable, (error) => {
    error = webError(error);
    cleanup();
    streamWritable.on('error', () => {});
    if (error) {
      drained?.reject(error);
      closing?.reject(error);
      controller.error(error);
    } else if (closing !== undefined) {
      closing.resolve();
    } else {
      controller.error(new AbortError());
    }
  });
  streamWritable.on('drain', () => {
    drained?.resolve();
    drained = undefined;
  });
  return new WritableStream({
    start(given) { controller = given; },
    write(chunk) {
      if (!objectMode && isAnyArrayBuffer(chunk)) chunk = new Uint8Array(chunk);
      if (!streamWritable.writableNeedDrain && streamWritable.write(chunk)) return undefined;
      drained = Promise.withResolvers();
      return drained.promise;
    },
    abort(reason) { streamWritable.destroy(reason); },
    close() {
      closing = Promise.withResolvers();
      streamWritable.end();
      return closing.promise;
    },
  }, new CountQueuingStrategy({ highWaterMark: Math.max(1, objectMode ? highWaterMark : 1) }));
}

function duplexToWeb(duplex) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  return { readable: readableToWeb(duplex), writable: writableToWeb(duplex) };
}

module.exports = { duplexFromWeb, duplexToWeb, readableFromWeb, readableToWeb, writableFromWeb, writableToWeb };
