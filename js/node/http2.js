'use strict';

// There is no HTTP/2 yet: what needs no connection is here, the rest throws one clear error.

const { Stream } = require('stream');
const { notYet } = require('internal/not_yet');

const missing = notYet('http2', [
  'connect', 'createServer', 'createSecureServer', 'getPackedSettings', 'getUnpackedSettings', 'performServerHandshake', 'Http2ServerRequest',
  'Http2ServerResponse',
]);

// Libraries ask whether a request is one of these, and derive from them.
Object.setPrototypeOf(missing.Http2ServerRequest.prototype, Stream.Readable.prototype);
Object.setPrototypeOf(missing.Http2ServerResponse.prototype, Stream.prototype);

function getDefaultSettings() {
  return {
    __proto__: null,
    headerTableSize: 4096,
    enablePush: true,
    initialWindowSize: 65535,
    maxFrameSize: 16384,
    maxConcurrentStreams: 4294967295,
    maxHeaderSize: 65535,
    maxHeaderListSize: 65535,
    enableConnectProtocol: false,
  };
}

module.exports = { connect: missing.connect };
Object.defineProperty(module.exports, 'constants', {
  __proto__: null, configurable: true, enumerable: true, get: () => require('internal/http2_constants'),
});
Object.assign(module.exports, {
  createServer: missing.createServer,
  createSecureServer: missing.createSecureServer,
  getDefaultSettings,
  getPackedSettings: missing.getPackedSettings,
  getUnpackedSettings: missing.getUnpackedSettings,
  performServerHandshake: missing.performServerHandshake,
  sensitiveHeaders: Symbol('sensitiveHeaders'),
  Http2ServerRequest: missing.Http2ServerRequest,
  Http2ServerResponse: missing.Http2ServerResponse,
});
