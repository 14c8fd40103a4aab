'use strict';

// What util.inspect shows of web streams.

require('../common');
const assert = require('assert');
const { inspect } = require('util');

const kReadable = "ReadableStream { locked: false, state: 'readable', supportsBYOB: false }";
const kWritable = "WritableStream { locked: false, state: 'writable' }";
const shows = (value, text) => assert.strictEqual(inspect(value), text);

shows(new ReadableStream(), kReadable);
shows(new ReadableStream({ type: 'bytes' }), "ReadableStream { locked: false, state: 'readable', supportsBYOB: true }");
shows(new ReadableStream({ start(controller) { controller.close(); } }), "ReadableStream { locked: false, state: 'closed', supportsBYOB: false }");
shows(new ReadableStream().getReader(), `ReadableStreamDefaultReader {
  stream: ReadableStream { locked: true, state: 'readable', supportsBYOB: false },
  readRequests: 0,
  close: Promise { <pending> }
}`);
shows(new ReadableStream({ type: 'bytes' }).getReader({ mode: 'byob' }), `ReadableStreamBYOBReader {
  stream: ReadableStream { locked: true, state: 'readable', supportsBYOB: true },
  readIntoRequests: 0,
  close: Promise { <pending> }
}`);
new ReadableStream({ start(controller) { shows(controller, 'ReadableStreamDefaultController {}'); } });
shows(new WritableStream(), kWritable);
shows(new WritableStream().getWriter(), `WritableStreamDefaultWriter {
  stream: WritableStream { locked: true, state: 'writable' },
  close: Promise { <pending> },
  ready: Promise { undefined },
  desiredSize: 1
}`);
shows(new TransformStream(), `TransformStream {
  readable: ${kReadable},
  writable: ${kWritable},
  backpressure: true
}`);
shows(new CountQueuingStrategy({ highWaterMark: 3 }), 'CountQueuingStrategy { highWaterMark: 3 }');
shows(new ByteLengthQueuingStrategy({ highWaterMark: 3 }), 'ByteLengthQueuingStrategy { highWaterMark: 3 }');
shows(new TextEncoderStream(), `TextEncoderStream {
  encoding: 'utf-8',
  readable: ${kReadable},
  writable: ${kWritable}
}`);
shows(new TextDecoderStream('utf-16le', { fatal: true }), `TextDecoderStream {
  encoding: 'utf-16le',
  fatal: true,
  ignoreBOM: false,
  readable: ${kReadable},
  writable: ${kWritable}
}`);
shows(new CompressionStream('gzip'), `CompressionStream {
  readable: ${kReadable},
  writable: ${kWritable}
}`);
assert.strictEqual(inspect(new ReadableStream(), { depth: 0 }), 'ReadableStream [Object]');
