'use strict';

// WebAssembly.compileStreaming() and instantiateStreaming() of a Response: V8 compiles what has arrived while the rest is on its way.

const { codes } = require('internal/errors');

const kAnyKindOfSource = ['Response', 'Promise resolving to Response'];

function isResponse(value) {
  return typeof globalThis.Response === 'function' && value instanceof globalThis.Response;
}

function checkResponse(response) {
  if (!isResponse(response)) {
    const error = new codes.ERR_INVALID_ARG_TYPE('source', kAnyKindOfSource, response);
    const received = error.message.slice(error.message.indexOf('Received'));
    error.message = `The "source" argument must be an instance of Response or an Promise resolving to Response. ${received}`;
    throw error;
  }
  const type = response.headers.get('Content-Type');
  if (type !== 'application/wasm') throw new codes.ERR_WEBASSEMBLY_RESPONSE(`has unsupported MIME type '${type}'`);
  if (!response.ok) throw new codes.ERR_WEBASSEMBLY_RESPONSE(`has status code ${response.status}`);
  if (response.bodyUsed || response.body?.locked) throw new codes.ERR_WEBASSEMBLY_RESPONSE('body has already been used');
}

async function feed(stream, source) {
  try {
    const response = await source;
    checkResponse(response);
    if (response.url) stream.setUrl(response.url);
    if (response.body !== null) {
      for await (const chunk of response.body) stream.push(chunk);
    }
    stream.finish();
  } catch (error) {
    stream.abort(error);
  }
}

// Called by C++ with the argument of either function.
function start(source) {
  const { WasmStream } = internalBinding('wasm_streaming');
  feed(new WasmStream(), source);
}

module.exports = { start };
