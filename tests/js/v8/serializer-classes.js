'use strict';
const common = require('../common');
const assert = require('assert');
const v8 = require('v8');

const writer = new v8.DefaultSerializer();
writer.writeHeader();
writer.writeUint32(7);
writer.writeUint64(1, 2);
writer.writeDouble(0.25);
writer.writeRawBytes(Buffer.from('raw'));
writer.writeValue({ a: 1 });
const reader = new v8.DefaultDeserializer(writer.releaseBuffer());
assert.strictEqual(reader.readHeader(), true);
assert.strictEqual(reader.getWireFormatVersion(), 15);
assert.strictEqual(reader.readUint32(), 7);
assert.deepStrictEqual(reader.readUint64(), [1, 2]);
assert.strictEqual(reader.readDouble(), 0.25);
assert.strictEqual(reader.readRawBytes(3).toString(), 'raw');
assert.deepStrictEqual(reader.readValue(), { a: 1 });
assert.throws(() => reader.readUint32(), Error);

class Host extends v8.Serializer {
  _writeHostObject(object) { this.writeUint32(object.byteLength); }
}
const host = new Host();
host._setTreatArrayBufferViewsAsHostObjects(true);
host.writeHeader();
host.writeValue(new Uint8Array(5));
class HostReader extends v8.Deserializer {
  _readHostObject() { return { length: this.readUint32() }; }
}
const hostReader = new HostReader(host.releaseBuffer());
hostReader.readHeader();
assert.deepStrictEqual(hostReader.readValue(), { length: 5 });

const failing = new v8.Serializer();
failing._getDataCloneError = common.mustCall(function(message) {
  assert.match(message, /could not be cloned/);
  return new RangeError('mine');
});
assert.throws(() => failing.writeValue(Symbol('s')), { name: 'RangeError', message: 'mine' });
assert.throws(() => v8.Serializer(), TypeError);
assert.throws(() => new v8.Deserializer(1), { code: 'ERR_INVALID_ARG_TYPE' });
for (const method of ['writeHeader', 'writeValue', 'releaseBuffer']) assert.throws(() => v8.Serializer.prototype[method].call({}), TypeError);
