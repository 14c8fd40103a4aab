'use strict';

// The modules load, with Node's names: libraries look at them, derive from their classes, compare with instanceof. (That using them without TLS
// throws is tests/cli's to say: here is what holds in Node, too.)
const assert = require('assert');
const http = require('http');
const http2 = require('http2');
const https = require('https');
const net = require('net');
const { PassThrough } = require('stream');
const tls = require('tls');

assert.deepStrictEqual(Object.keys(https).sort(), ['Agent', 'Server', 'createServer', 'get', 'globalAgent', 'request']);
assert.ok(new https.Agent() instanceof http.Agent);
assert.strictEqual(new https.Agent().defaultPort, 443);
assert.ok(!(http.createServer() instanceof https.Server));
for (const name of ['connect', 'createServer', 'TLSSocket', 'Server', 'createSecureContext', 'SecureContext', 'checkServerIdentity']) {
  assert.strictEqual(typeof tls[name], 'function', name);
}
assert.deepStrictEqual([tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION, tls.CLIENT_RENEG_LIMIT], ['TLSv1.2', 'TLSv1.3', 3]);
assert.match(tls.DEFAULT_CIPHERS, /^TLS_AES_256_GCM_SHA384:/);
const socket = new tls.TLSSocket(new PassThrough());
assert.ok(socket instanceof net.Socket && socket.encrypted);
assert.strictEqual(typeof socket._handle._parentWrap.constructor, 'function');
socket.destroy();
const { constants } = http2;
const { HTTP2_HEADER_PATH, HTTP2_METHOD_VERSION_CONTROL, HTTP_STATUS_TEAPOT } = constants;
assert.deepStrictEqual([HTTP2_HEADER_PATH, HTTP2_METHOD_VERSION_CONTROL, HTTP_STATUS_TEAPOT], [':path', 'VERSION-CONTROL', 418]);
assert.strictEqual(constants.NGHTTP2_HTTP_1_1_REQUIRED, 13);
assert.strictEqual(Object.keys(constants).length, 240);
assert.strictEqual(typeof http2.sensitiveHeaders, 'symbol');
assert.strictEqual(http2.getDefaultSettings().initialWindowSize, 65535);
