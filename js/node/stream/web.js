'use strict';

// The WHATWG streams: npm's web-streams-polyfill, whose classes follow the standard's reference, and the text streams over it.

const {
  ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableByteStreamController, ReadableStream, ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest, ReadableStreamDefaultController, ReadableStreamDefaultReader, TransformStream, TransformStreamDefaultController,
  WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter,
} = require('internal/deps/web-streams-polyfill');
require('internal/webstreams/transfer');
const { defineStates } = require('internal/webstreams/state');
const { TextDecoderStream, TextEncoderStream } = require('internal/webstreams/text');

defineStates(ReadableStream, WritableStream);
require('internal/webstreams/inspect').definePackageInspects(require('internal/deps/web-streams-polyfill'));

module.exports = {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultWriter,
  WritableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  TextEncoderStream,
  TextDecoderStream,
};

require('internal/util').defineLazyProperties(module.exports, 'internal/webstreams/compression', ['CompressionStream', 'DecompressionStream']);
