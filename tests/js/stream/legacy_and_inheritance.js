'use strict';

// Streams as old code makes them: without new, by util.inherits, the legacy Stream with pipe.
const assert = require('assert');
const stream = require('stream');
const util = require('util');
const { mustCall } = require('../common');

function Old(options) {
  stream.Transform.call(this, options);
}
util.inherits(Old, stream.Transform);
Old.prototype._transform = function(chunk, encoding, callback) {
  this.push(chunk);
  callback();
};
const old = new Old();
assert.ok(old instanceof stream.Transform && old instanceof stream.Duplex && old instanceof stream.Readable && old instanceof stream.Writable);
assert.ok(!(new stream.Readable() instanceof stream.Writable));
old.on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'x')));
old.end('x');
assert.ok(stream.PassThrough() instanceof stream.PassThrough);

const legacy = new stream();
const target = new stream.PassThrough();
legacy.pipe(target);
target.on('data', mustCall((chunk) => assert.strictEqual(String(chunk), 'legacy')));
legacy.emit('data', Buffer.from('legacy'));
legacy.emit('end');
target.on('end', mustCall());
