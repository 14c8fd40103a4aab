'use strict';

// What web streams refuse, and how: Node's codes and messages.

const { mustCall } = require('../common');
const assert = require('assert');

const bytes = (length = 4) => new Uint8Array(length);
function readable(source = {}, strategy) {
  let controller;
  const stream = new ReadableStream({ start(given) { controller = given; }, ...source }, strategy);
  return { stream, controller };
}
const byteStream = () => readable({ type: 'bytes' });
function writable(strategy) {
  let controller;
  const stream = new WritableStream({ start(given) { controller = given; } }, strategy);
  const writer = () => {
    const made = stream.getWriter();
    made.closed.catch(() => {});
    made.ready.catch(() => {});
    return made;
  };
  return { stream, controller, writer };
}
function transform() {
  let controller;
  const stream = new TransformStream({ start(given) { controller = given; } });
  return { stream, controller };
}
// The request of a reader that waits for four bytes.
function request() {
  const { stream, controller } = byteStream();
  stream.getReader({ mode: 'byob' }).read(bytes()).catch(() => {});
  return { request: controller.byobRequest, controller };
}

const locked = () => {
  const { stream } = readable();
  stream.getReader();
  return stream;
};
const released = () => {
  const reader = new ReadableStream().getReader();
  reader.closed.catch(() => {});
  reader.releaseLock();
  return reader;
};
const releasedWriter = () => {
  const writer = writable().writer();
  writer.releaseLock();
  return writer;
};
const detached = () => {
  const view = bytes();
  structuredClone(null, { transfer: [view.buffer] });
  return view;
};

const state = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_STATE', message: `Invalid state: ${message}` });
const type = (message) => ({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message });
const value = (message, name = 'TypeError') => ({ name, code: 'ERR_INVALID_ARG_VALUE', message });

// Thrown at once.
const thrown = [
  [() => new ReadableStream(1), type('The "source" argument must be of type object. Received type number (1)')],
  [() => new ReadableStream(null), type('The "source" argument must be of type object. Received null')],
  [() => new ReadableStream({}, 'x'), type('The "strategy" argument must be of type object. Received type string (\'x\')')],
  [() => new WritableStream(1), type('The "sink" argument must be of type object. Received type number (1)')],
  [() => new TransformStream(null), type('The "transformer" argument must be of type object. Received null')],
  [() => new TransformStream({}, 1), type('The "writableStrategy" argument must be of type object. Received type number (1)')],
  [() => new TransformStream({}, {}, 1), type('The "readableStrategy" argument must be of type object. Received type number (1)')],
  [() => new ReadableStream({ pull: 1 }), type('The "source.pull" property must be of type function. Received type number (1)')],
  [() => new WritableStream({ abort: {} }), type('The "sink.abort" property must be of type function. Received an instance of Object')],
  [() => new TransformStream({ flush: 1 }), type('The "transformer.flush" property must be of type function. Received type number (1)')],
  [() => new ReadableStream({}, { size: 1 }), type('The "strategy.size" property must be of type function. Received type number (1)')],
  [() => new ReadableStream({ type: 'x' }), value("The property 'source.type' is invalid. Received 'x'")],
  [() => new WritableStream({ type: 1 }), value("The argument 'type' is invalid. Received 1", 'RangeError')],
  [() => new TransformStream({ readableType: 1 }), value("The property 'transformer.readableType' is invalid. Received 1", 'RangeError')],
  [() => new TransformStream({ writableType: 'x' }), value("The property 'transformer.writableType' is invalid. Received 'x'", 'RangeError')],
  [() => new ReadableStream({}, { highWaterMark: -1 }), value("The property 'strategy.highWaterMark' is invalid. Received -1", 'RangeError')],
  [() => new WritableStream({}, { highWaterMark: 'x' }), value("The property 'strategy.highWaterMark' is invalid. Received NaN", 'RangeError')],
  [() => new ReadableStream({ type: 'bytes', autoAllocateChunkSize: 0 }),
    value("The property 'source.autoAllocateChunkSize' is invalid. Received 0")],
  [() => new CountQueuingStrategy(), type('The "init" argument must be of type object. Received undefined')],
  [() => new CountQueuingStrategy(null), type('The "init" argument must be of type object. Received null')],
  [() => new ByteLengthQueuingStrategy({}), { name: 'TypeError', code: 'ERR_MISSING_OPTION', message: 'init.highWaterMark is required' }],
  [() => new ReadableStreamDefaultReader(), type('The "stream" argument must be an instance of ReadableStream. Received undefined')],
  [() => new ReadableStreamBYOBReader({}), type('The "stream" argument must be an instance of ReadableStream. Received an instance of Object')],
  [() => new WritableStreamDefaultWriter(1), type('The "stream" argument must be an instance of WritableStream. Received type number (1)')],
  [() => new ReadableStreamDefaultController(), { name: 'TypeError', code: 'ERR_ILLEGAL_CONSTRUCTOR', message: 'Illegal constructor' }],
  [() => new ReadableStream().getReader(1), type('The "options" argument must be of type object. Received type number (1)')],
  [() => new ReadableStream().getReader({ mode: 'x' }), value("The property 'options.mode' is invalid. Received 'x'")],
  [() => new ReadableStream().getReader({ mode: 'byob' }),
    value("The argument 'stream' must be a byte stream. Received ReadableStream { locked: false, state: 'readable', supportsBYOB: false }")],
  [() => new ReadableStream().pipeThrough(), type('The "transform.readable" property must be an instance of ReadableStream. Received undefined')],
  [() => new ReadableStream().pipeThrough({ readable: new ReadableStream(), writable: 1 }),
    type('The "transform.writable" property must be an instance of WritableStream. Received type number (1)')],
  [() => ReadableStream.from(1), { name: 'TypeError', code: 'ERR_ARG_NOT_ITERABLE', message: '1 must be iterable' }],
  [() => ReadableStream.from({ [Symbol.asyncIterator]: () => 1 }), state('The iterator method must return an object')],
  [() => locked().getReader(), state('ReadableStream is locked')],
  [() => locked().tee(), state('ReadableStream is locked')],
  [() => locked().pipeThrough(new TransformStream()), state('The ReadableStream is locked')],
  [() => Reflect.get(ReadableStream.prototype, 'locked', {}),
    { name: 'TypeError', code: 'ERR_INVALID_THIS', message: 'Value of "this" must be of type ReadableStream' }],
  [() => {
    const { controller } = readable();
    controller.close();
    controller.enqueue(1);
  }, state('Controller is already closed')],
  [() => {
    const { controller } = byteStream();
    controller.close();
    controller.close();
  }, state('ReadableStream is already closed')],
  [() => {
    const { controller } = byteStream();
    controller.enqueue(bytes());
    controller.close();
    controller.enqueue(bytes());
  }, state('Controller is already closed')],
  [() => byteStream().controller.enqueue('x'),
    type('The "buffer" argument must be an instance of Buffer, TypedArray, or DataView. Received type string (\'x\')')],
  [() => byteStream().controller.enqueue(bytes(0)), state('chunk ArrayBuffer is zero-length or detached')],
  [() => byteStream().controller.enqueue(detached()), state('chunk ArrayBuffer is zero-length or detached')],
  [() => readable({}, { size: () => -1 }).controller.enqueue(1), value("The argument 'size' is invalid. Received -1", 'RangeError')],
  [() => request().request.respond(0), value("The argument 'bytesWritten' is invalid. Received 0")],
  [() => request().request.respond(5), value("The argument 'bytesWritten' is invalid. Received 5", 'RangeError')],
  [() => request().request.respondWithNewView(bytes(1)), value("The argument 'view' is invalid. Received Uint8Array(1) [ 0 ]", 'RangeError')],
  [() => request().request.respondWithNewView(1),
    type('The "view" argument must be an instance of Buffer, TypedArray, or DataView. Received type number (1)')],
  [() => {
    const { request: of, controller } = request();
    controller.close();
    of.respond(1);
  }, value("The argument 'bytesWritten' is invalid. Received 1")],
  [() => {
    const { request: of } = request();
    of.respond(1);
    of.respond(1);
  }, state('This BYOB request has been invalidated')],
  [() => releasedWriter().desiredSize, state('Writer is not bound to a WritableStream')],
  [() => {
    const { stream, controller } = transform();
    controller.terminate();
    controller.enqueue(stream);
  }, state('Unable to enqueue')],
];

// Told by a promise.
const rejected = [
  [() => new ReadableStream().pipeTo(), type('The "transform.writable" property must be an instance of WritableStream. Received undefined')],
  [() => new ReadableStream().pipeTo(new WritableStream(), { signal: 1 }),
    type('The "options.signal" property must be an instance of AbortSignal. Received type number (1)')],
  [() => locked().cancel(), state('ReadableStream is locked')],
  [() => locked().pipeTo(new WritableStream()), state('The ReadableStream is locked')],
  [() => {
    const { stream } = writable();
    stream.getWriter();
    return new ReadableStream().pipeTo(stream);
  }, state('The WritableStream is locked')],
  [async () => {
    const { stream } = writable();
    await stream.close();
    return new ReadableStream().pipeTo(stream);
  }, state('Destination WritableStream is closed')],
  [() => released().read(), state('The reader is not attached to a stream')],
  [() => released().cancel(), state('The reader is not attached to a stream')],
  [() => released().closed, state('Reader released')],
  [() => {
    const reader = new ReadableStream().getReader();
    reader.closed.catch(() => {});
    const reading = reader.read();
    reader.releaseLock();
    return reading;
  }, state('Releasing reader')],
  [() => byteStream().stream.getReader({ mode: 'byob' }).read(1),
    type('The "view" argument must be an instance of Buffer, TypedArray, or DataView. Received type number (1)')],
  [() => byteStream().stream.getReader({ mode: 'byob' }).read(bytes(0)), state('View or Viewed ArrayBuffer is zero-length or detached')],
  [() => byteStream().stream.getReader({ mode: 'byob' }).read(bytes(), { min: 'x' }),
    type('The "options.min" property must be of type number. Received type string (\'x\')')],
  [() => byteStream().stream.getReader({ mode: 'byob' }).read(bytes(), { min: 0 }),
    value("The property 'options.min' must be greater than 0. Received 0")],
  [() => byteStream().stream.getReader({ mode: 'byob' }).read(bytes(), { min: 1.5 }),
    value("The property 'options.min' must be an integer. Received 1.5")],
  [() => byteStream().stream.getReader({ mode: 'byob' }).read(bytes(), { min: 5 }),
    { name: 'RangeError', code: 'ERR_OUT_OF_RANGE', message: 'The value of "options.min" is out of range. It must be <= view.length. Received 5' }],
  [() => {
    const { stream, controller } = byteStream();
    const reading = stream.getReader({ mode: 'byob' }).read(new Uint16Array(2));
    controller.byobRequest.respond(1);
    assert.throws(() => controller.close(), state('Partial read'));
    return reading;
  }, state('Partial read')],
  [() => {
    const { stream } = writable();
    stream.getWriter();
    return stream.abort();
  }, state('WritableStream is locked')],
  [() => {
    const { stream } = writable();
    stream.close();
    return stream.close();
  }, state('Failure closing WritableStream')],
  [() => {
    const writer = writable().writer();
    writer.close();
    return writer.close();
  }, state('Failure to close WritableStream')],
  [async () => {
    const writer = writable().writer();
    await writer.close();
    return writer.write(1);
  }, state('WritableStream is closed')],
  [() => releasedWriter().write(1), state('Writer is not bound to a WritableStream')],
  [() => releasedWriter().ready, state('Writer has been released')],
  [() => {
    const strategy = { size: () => writer.releaseLock() };
    const writer = writable(strategy).writer();
    return writer.write(1);
  }, state('Mismatched WritableStreams')],
  [() => writable({ size: () => Infinity }).writer().write(1), value("The argument 'size' is invalid. Received Infinity", 'RangeError')],
  [() => {
    const { stream, controller } = transform();
    controller.terminate();
    return stream.writable.getWriter().closed;
  }, state('TransformStream has been terminated')],
  [() => WritableStream.prototype.close.call({}),
    { name: 'TypeError', code: 'ERR_INVALID_THIS', message: 'Value of "this" must be of type WritableStream' }],
  [() => ReadableStream.from({ [Symbol.asyncIterator]: () => ({ next: () => 1 }) }).getReader().read(),
    state('The iterator.next() method must return an object')],
  [() => {
    const stream = new CompressionStream('gzip');
    stream.readable.getReader().closed.catch(() => {});
    const writer = stream.writable.getWriter();
    writer.closed.catch(() => {});
    return writer.write({});
  }, type('The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received an instance of Object')],
  [() => {
    const stream = new DecompressionStream('gzip');
    const writer = stream.writable.getWriter();
    writer.closed.catch(() => {});
    writer.write(bytes()).catch(() => {});
    return stream.readable.getReader().read();
  }, { name: 'TypeError', code: 'Z_DATA_ERROR', message: '' }],
];

for (const [act, expected] of thrown) assert.throws(act, expected, act.toString());

// As an error of Node's: the code is in its stack, and nothing of how it was made.
assert.throws(() => locked().getReader(), (error) => {
  assert.deepStrictEqual(Object.keys(error), ['code']);
  const [first, second] = error.stack.split('\n');
  assert.strictEqual(first, 'TypeError [ERR_INVALID_STATE]: Invalid state: ReadableStream is locked');
  assert.doesNotMatch(second, /webstreams\/errors/);
  return true;
});

(async () => {
  for (const [act, expected] of rejected) await assert.rejects(async () => act(), expected, act.toString());
})().then(mustCall());
