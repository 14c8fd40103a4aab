'use strict';

// How web streams are shown: what Node shows of them, not the fields of the package that they come from.

const { customInspectSymbol } = require('internal/util');

// `shown(self)` is an object of what is shown.
function defineInspect(Class, shown) {
  Object.defineProperty(Class.prototype, customInspectSymbol, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    writable: true,
    value: function(depth, options) {
      if (depth < 0) return this;
      const { inspect } = require('internal/util/inspect');
      return `${Class.name} ${inspect(shown(this), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
    },
  });
}

function definePackageInspects(classes) {
  const { ReadableByteStreamController } = classes;
  const shown = {
    ReadableStream: (self) => ({
      locked: self.locked,
      state: self._state,
      supportsBYOB: self._readableStreamController instanceof ReadableByteStreamController,
    }),
    ReadableStreamDefaultReader: (self) => ({
      stream: self._ownerReadableStream, readRequests: self._readRequests.length, close: self._closedPromise,
    }),
    ReadableStreamBYOBReader: (self) => ({
      stream: self._ownerReadableStream, readIntoRequests: self._readIntoRequests.length, close: self._closedPromise,
    }),
    ReadableStreamBYOBRequest: (self) => ({ view: self._view, controller: self._associatedReadableByteStreamController }),
    ReadableStreamDefaultController: () => ({}),
    ReadableByteStreamController: () => ({}),
    WritableStream: (self) => ({ locked: self.locked, state: self._state }),
    WritableStreamDefaultWriter: (self) => ({
      stream: self._ownerWritableStream,
      close: self._closedPromise,
      ready: self._readyPromise,
      desiredSize: self._ownerWritableStream === undefined ? undefined : self.desiredSize,
    }),
    WritableStreamDefaultController: (self) => ({ stream: self._controlledWritableStream }),
    TransformStream: (self) => ({ readable: self._readable, writable: self._writable, backpressure: self._backpressure }),
    TransformStreamDefaultController: (self) => ({ stream: self._controlledTransformStream }),
    CountQueuingStrategy: (self) => ({ highWaterMark: self.highWaterMark }),
    ByteLengthQueuingStrategy: (self) => ({ highWaterMark: self.highWaterMark }),
  };
  for (const name of Object.keys(shown)) defineInspect(classes[name], shown[name]);
}

module.exports = { defineInspect, definePackageInspects };
