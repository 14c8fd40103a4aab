'use strict';

// Names from before node:stream and node:tls were there, and the single executable application that this is not.
const assert = require('assert');
const stream = require('stream');

for (const [name, expected] of [['duplex', 'Duplex'], ['passthrough', 'PassThrough'], ['readable', 'Readable'], ['transform', 'Transform'],
                                ['writable', 'Writable']]) {
  assert.strictEqual(require(`_stream_${name}`), stream[expected]);
}
const tls = require('tls');  // First: Node's modules are in a circle.
assert.strictEqual(require('_tls_wrap').TLSSocket, tls.TLSSocket);
assert.strictEqual(typeof require('_tls_common').createSecureContext, 'function');
const sea = require('node:sea');
assert.strictEqual(sea.isSea(), false);
assert.throws(() => sea.getAsset('a'), { code: 'ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION' });
assert.throws(() => require('sea'), { code: 'MODULE_NOT_FOUND' });
assert.strictEqual(typeof process.binding('spawn_sync').spawn, 'function');
